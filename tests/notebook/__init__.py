"""What values say of themselves, frames and figures."""
