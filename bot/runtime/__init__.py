"""What turns the crank: intake, courier, gateway and scheduler."""
