"""What members make themselves: handed in, looked at by the staff, published with credit."""
