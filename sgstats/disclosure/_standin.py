"""Shares until sgstats.metrics has them."""
import polars as pl
def with_shares(frame: pl.DataFrame) -> pl.DataFrame:
    p, n, z = pl.col("people").cast(pl.Float64)/pl.col("base"), pl.col("base"), 1.959964
    mid=(p+z*z/(2*n))/(1+z*z/n); half=z*((p*(1-p)/n+z*z/(4*n*n)).sqrt())/(1+z*z/n)
    return frame.with_columns(share=p, low=mid-half, high=mid+half)
