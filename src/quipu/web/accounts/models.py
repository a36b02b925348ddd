"""An account of the back office."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """Someone who writes, reviews, translates, publishes or administers; what they may do is in their groups."""
