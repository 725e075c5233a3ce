"""The vocabulary of the product: formats, frames, pools, hand-over, stage times, errors."""
