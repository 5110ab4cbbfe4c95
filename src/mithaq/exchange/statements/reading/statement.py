"""Reading a statement: the order in which its findings are made."""

from __future__ import annotations

from datetime import date

from mithaq.exchange.statements.reading.acts.linking import found_of
from mithaq.exchange.statements.reading.acts.measures import measured
from mithaq.exchange.statements.reading.acts.parties import bodies_of
from mithaq.exchange.statements.reading.acts.reading import read_acts
from mithaq.exchange.statements.reading.acts.signals import find_signals
from mithaq.exchange.statements.reading.datelines import own_day
from mithaq.exchange.statements.reading.facilities import find_facilities
from mithaq.exchange.statements.reading.facility_events import with_events
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.moments import read_moments
from mithaq.exchange.statements.reading.names import read_names
from mithaq.exchange.statements.reading.noise import find_noise, own_parts
from mithaq.exchange.statements.reading.passages import split
from mithaq.exchange.statements.reading.quantities import read_quantities
from mithaq.exchange.statements.reading.questions import find_questions
from mithaq.exchange.statements.reading.voices import find_voices, stated


def read_statement(text: str, lexicon: Lexicon, *, on: date | None = None) -> Reading:
    """What a text says. `on` is the statement's own day, where it is known; else the day of a
    line at its top that is a date and nothing more.

    Pure: the same text, lexicon and day give the same reading. Takes time in proportion to the
    text's length.
    """
    noise = find_noise(text, lexicon)
    passage = split(text, own_parts(text, noise))
    moments = read_moments(passage, lexicon, on)
    if on is None and (on := own_day(passage, moments)):
        moments = read_moments(passage, lexicon, on)
    dates = [span for moment in moments for span in moment.spans]
    quantities = read_quantities(passage, lexicon, dates)
    facilities = find_facilities(passage, lexicon)
    named = read_names(passage, lexicon, facilities)
    names = [
        span
        for named_ones in (facilities, named.organisations, named.people, named.places)
        for each in named_ones
        for span in each.spans
    ]
    signals = find_signals(passage, lexicon, names)
    bodies = frozenset(span.start for each in named.organisations for span in each.spans)
    voices = find_voices(passage, signals, named.organisations, named.people)
    found = found_of(
        bodies=bodies_of(passage, named.organisations, named.people, voices.at),
        places=named.places, facilities=facilities, quantities=quantities, moments=moments,
    )  # fmt: skip
    objects = [span for each in facilities for span in each.spans]
    objects += [each.span for each in quantities]
    acts = stated(read_acts(passage, signals, found, bodies, objects), voices)
    facilities = with_events(facilities, passage, lexicon, signals, acts)
    quantities = stated(measured(passage, lexicon, quantities, acts), voices)
    return Reading(
        text=text,
        on=on,
        places=named.places,
        organisations=named.organisations,
        people=named.people,
        facilities=facilities,
        quantities=quantities,
        moments=moments,
        acts=acts,
        questions=find_questions(
            passage,
            places=named.places,
            quantities=quantities,
            moments=moments,
            acts=acts,
            on=on,
        ),
        noise=noise,
    )
