"""Dated law and facts of a country, each with its source."""

from mithaq.countries.loading import PackFault, PackRejected, load_pack
from mithaq.countries.pack import CountryPack

__all__ = ["CountryPack", "PackFault", "PackRejected", "load_pack"]
