"""The rule in policyengine-core."""

import variables

variables.run("policyengine_core")
