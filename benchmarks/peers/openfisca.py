"""The rule in openfisca-core."""

import variables

variables.run("openfisca_core")
