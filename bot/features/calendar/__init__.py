"""The content calendar: what is posted where and when, from files that operators edit."""
