"""What `make bench` runs: how fast Hearth is, as ratios to plain bots within one run."""
