"""What holds for all tests."""

from hypothesis import settings

# A slow machine is no fault of the code: speed is measured in benchmarks/, never in a test.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
