"""So many pieces of something, such as coupon codes, for whoever comes first."""
