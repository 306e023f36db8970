"""What does an honest service look like? The reference every vendor is measured against."""
