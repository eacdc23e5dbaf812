"""The families of documents, each a module that reads like its documents from top to bottom, here by name."""

from rules.families import banan_2018, chongqing_2012, chongqing_2023, jiangsu_2023
from rules.family import Family

#: Every family by the name that ``family:`` in ``parameters.yaml`` gives.
FAMILIES: dict[str, Family] = {
    module.FAMILY.name: module.FAMILY for module in (chongqing_2023, chongqing_2012, banan_2018, jiangsu_2023)
}
