"""What does a conforming service look like? The reference every vendor is measured against."""
