"""Tags: a catalogue, who bears which and why, and what staff noted of somebody."""
