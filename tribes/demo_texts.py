"""Texts of the demo: what its people write, of many moulds and lengths, the same from one seed."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple


class Tribe(NamedTuple):
    """What a tribe is about: what it is called, and what is written there of."""

    name: str
    description: str
    machines: tuple[str, ...]
    parts: tuple[str, ...]
    places: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    """Names of files, and what is seen there."""


TRIBES: Final = {
    "ferrari": Tribe(
        "Ferrari",
        "<p>Prancing horses, old and new. Owners, dreamers, and one who sold his too early.</p>",
        ("308", "250 GT", "Dino", "Testarossa", "F355", "512 BB"),
        ("timing belt", "gated shifter", "Colombo V12", "distributor", "rear hub", "fuel rail"),
        ("Maranello", "Fiorano", "the Mugello paddock", "Modena", "the Futa pass"),
        (
            ("berlinetta-dusk", "A red berlinetta on a mountain road at dusk"),
            ("berlinetta-yellow", "A yellow berlinetta with the number 27"),
            ("v12", "A drawing of a V12 with red valve covers"),
            ("gauge-black", "A black rev counter past 7,000"),
        ),
    ),
    "porsche": Tribe(
        "Porsche",
        "<p>Air-cooled or not, the engine is in the back. <em>Mostly.</em></p>",
        ("911 SC", "356", "914", "964", "944 Turbo", "917 replica"),
        (
            "flat six",
            "heat exchanger",
            "chain tensioner",
            "torsion bar",
            "fan shroud",
            "clutch cable",
        ),
        ("Zuffenhausen", "the Nordschleife", "the Solitude ring", "Weissach", "the Grossglockner"),
        (
            ("flat-silver", "A silver coupé before sunrise"),
            ("flat-green", "A dark green coupé at noon"),
            ("flat-six", "A drawing of a flat six with a yellow pulley"),
            ("gauge-ivory", "An ivory rev counter at 3,100"),
        ),
    ),
    "rally": Tribe(
        "Rally",
        "<p>Gravel, snow and handbrakes. If in doubt, <strong>flat out</strong>.</p>",
        ("Stratos", "Escort Mk II", "Quattro", "205 T16", "Delta Integrale", "Saab 96"),
        (
            "handbrake",
            "sump guard",
            "pace notes",
            "limited-slip differential",
            "lamp pod",
            "dog box",
        ),
        ("Ouninpohja", "the Col de Turini", "Kielder", "the Acropolis stages", "Monte-Carlo"),
        (
            ("rally-mud", "A white rally car, number 7, covered in mud"),
            ("rally-snow", "A blue rally car, number 3, in the snow"),
            ("rally-night", "A red rally car at night with all lamps on"),
            ("stage-map", "A map of a stage with five marked corners"),
        ),
    ),
    "classics": Tribe(
        "Classics",
        "<p>Chrome, carburettors and patience. Everything here is older than its owner.</p>",
        ("Lancia Aurelia", "Jaguar Mk 2", "Volvo Amazon", "Citroën DS", "Alfa Giulia", "Rover P6"),
        ("carburettor", "overdrive", "chrome bumper", "wiring loom", "leather seat", "king pin"),
        ("the Mille Miglia", "Goodwood", "a barn near Dijon", "Techno Classica", "Villa d'Este"),
        (
            ("saloon-cream", "A cream saloon with a chrome strip at noon"),
            ("saloon-blue", "A blue saloon at dusk"),
            ("gauge-ivory", "An ivory rev counter at 3,100"),
            ("van-barn", "A dusty van in front of a wood"),
        ),
    ),
    "electric": Tribe(
        "Electric",
        "<p>Torque from zero. Ranges are stated in winter, honestly.</p>",
        ("Leaf", "i-MiEV", "Roadster", "Zoe", "converted Beetle", "e-Golf"),
        ("battery pack", "inverter", "charge port", "heat pump", "motor mount", "12 V battery"),
        (
            "a charger in Lillehammer",
            "the Vosges",
            "the A7 at minus nine",
            "Pikes Peak",
            "my drive",
        ),
        (
            ("electric-white", "A white hatchback with a green flash on its door"),
            ("electric-van", "A turquoise van with a white flash, in the snow"),
            ("inline-four", "The four-cylinder engine that came out"),
        ),
    ),
    "garage": Tribe(
        "The garage",
        "<p>Spanners, rust and swearing. Bring pictures.</p>",
        ("Transit", "Land Rover", "Panda", "Golf Mk 1", "Corolla", "2CV"),
        ("gearbox", "radiator", "brake caliper", "head gasket", "ball joint", "seized bolt"),
        ("my garage", "the driveway", "a rented lock-up", "my mother's car port", "the breaker's"),
        (
            ("bench-grey", "Nine spanners on a board above a bench"),
            ("bench-blue", "Spanners on a wooden board, and a red tool box"),
            ("inline-four", "A drawing of a four-cylinder engine"),
            ("van-barn", "A dusty van in front of a wood"),
        ),
    ),
    "le-mans": Tribe(
        "Le Mans",
        "<p>Twenty-four hours of it, and the other 364 days of waiting.</p>",
        ("917", "Matra MS670", "787B", "R18", "GT40", "499P"),
        ("headlamp", "gearbox", "fuel rig", "brake disc", "windscreen tear-off", "driver change"),
        ("Arnage", "the Porsche Curves", "Mulsanne", "Tertre Rouge", "the campsite at Houx"),
        (
            ("prototype-night", "A white prototype, number 18, at night"),
            ("prototype-dawn", "A blue prototype, number 6, at dawn"),
            ("circuit-map", "A map of a circuit with six marked corners"),
            ("oval-map", "A map of a fast circuit with four marked corners"),
        ),
    ),
    "motorcycles": Tribe(
        "Motorcycles",
        "<p>Half the wheels, twice the fun, and nowhere to put the shopping.</p>",
        ("R 80", "Commando", "Le Mans III", "CB 750", "TT 600", "Bonneville"),
        ("chain", "swing arm", "carburettor", "kick starter", "fork seal", "magneto"),
        ("the Stelvio", "Mandello", "the Isle of Man", "the Route Napoléon", "a ferry to Harwich"),
        (
            ("bike-red", "A red motorcycle at dawn"),
            ("bike-green", "A green motorcycle on a forest track"),
            ("bike-night", "A yellow motorcycle at night"),
            ("single", "A drawing of a single-cylinder engine"),
        ),
    ),
}

_MOULDS: Final = (
    (
        "Is this {part} worth saving?",
        "Forty years of somebody else's repairs. Be honest.",
        "q",
    ),
    ("{machine}: what should I look for?", "I see one on Saturday, and I am easily charmed.", "q"),
    ("Anybody else whose {part} only fails in the rain?", "", "q"),
    ("How do you get a {part} out without a second pair of hands?", "", "q"),
    (
        "{days} days, one {machine}, {place}",
        "We meant to be back on Monday. A report in four fuel stops.",
        "r",
    ),
    (
        "What I learnt about the {part} by breaking two",
        "The second was my own fault, the first was the manual's.",
        "g",
    ),
    ("A {machine} at {place}, before anybody was up", "Just pictures, and the smell of it.", "p"),
    ("Sold: my {machine}. I am fine.", "I am not fine.", "r"),
    (
        "The {part}, step by step, with the mistakes left in",
        "No special tools but one, which you can make from a door hinge.",
        "g",
    ),
    ("Unpopular opinion: the {machine} was better before they improved it", "", "o"),
    (
        "{place}: where to stand, where to eat, what to skip",
        "After eleven years of getting it wrong.",
        "g",
    ),
    ("Why I drive the {machine} every day", "Because it is there, and so is the key.", "o"),
    ("Found: a {machine} that stood for {years} years", "One owner, many mice.", "r"),
    ("For the archive: {place} in {past}", "My father's slides, scanned at last.", "p"),
    ("Three {part}s compared: cheap, dear, and made by a friend", "", "g"),
    ("First drive of the year: {place}, and back by lunch", "Cold tyres, warm hands.", "p"),
    ("Can we talk about the {part}?", "It is always the last thing anybody looks at.", "o"),
    ("My father's {machine} is on the road again", "He drove it home himself. He is 83.", "r"),
    ("Which {part} for a {machine} that is driven in winter?", "Salt from November to March.", "q"),
    ("A list of everything that fell off the {machine} this year", "In order of loudness.", "g"),
    ("{place} is closed next weekend", "Take the old road; it is better anyway.", "o"),
    (
        "It runs!",
        "Eight months, two engines, and a {part} from a man who would not give his name.",
        "r",
    ),
)

_SENTENCES: Final = {
    "q": (
        "It looks fine from above and terrible from below.",
        "The last owner says that it was rebuilt, by whom he does not remember.",
        "I have measured it twice and got three results.",
        "The dealer wants more for a new one than I paid for the {machine}.",
        "A friend says weld it. Another friend says run.",
        "I would rather hear it from you than from the inspector.",
        "It is quiet when cold, and sings from about 60.",
    ),
    "r": (
        "We left before five, with the heater stuck on and the window stuck open.",
        "By noon the {part} had begun to smell of toast.",
        "At {place} an old man walked round the {machine} twice, nodded, and left.",
        "The clutch went first, then the light, then our temper.",
        "A farmer lent us a jack, a lamp and his dog.",
        "Nothing that we had packed was what we needed, as usual.",
        "It started on the second turn. Nobody said a word for a while.",
        "The last hundred kilometres were the best of the year.",
        "I still have the receipt for the ferry, and it still makes me laugh.",
    ),
    "g": (
        "Take a picture of everything before you touch it, and another before you are sure.",
        "Heat, then patience, then heat again; force is for people with spares.",
        "The {part} comes out upwards, whatever the manual says.",
        "Count the washers. There are seven. There were always seven.",
        "Torque it in three rounds, and write on the cover that you did.",
        "Use new bolts: they cost less than a coffee, and the old ones have had their summer.",
        "If it does not move now, it is not the {part}.",
        "Half of what is sold for the {machine} today does not fit; ask for the maker first.",
    ),
    "o": (
        "Everything on it can be repaired with what is in the boot.",
        "Yes, it is slow. So is dinner.",
        "The new one has four screens, and none of them shows me the road.",
        "People wave. Nobody ever waved at the other one.",
        "I will be told that the later {part} is stronger. It is. It also tells you nothing.",
        "You may have your lap times; I have the sound.",
    ),
    "p": (
        "The light lasted for ten minutes.",
        "No crop, no filter, a bit of dust on the lens.",
        "Who recognises the one at the back?",
        "It had rained all night at {place}, and nobody had told the {machine}.",
    ),
}

_OPENINGS: Final = (
    "That is not the {part} that it left the factory with.",
    "Beautiful. I would not change a thing, except the {part}.",
    "I had the same on my {machine}. It was the bearing behind it.",
    "More pictures, please, from below.",
    "Which oil do you use?",
    "My grandfather had one, and swore at it in two languages.",
    "Never sell it.",
    "Sell it while it runs.",
    "Saved this for the winter. Thank you.",
    "I was at {place} that weekend! Were you the one with the dog?",
    "Careful with that bolt: it has a left-hand thread.",
    "How much, if one may ask?",
    "Disagree, but well written.",
    "I read this at work, and now I look at adverts.",
    "The same thing happened to me twice. Once at night, in fog, without a torch. After that I "
    "carried a spare in the boot for nine years and never needed it again.",
    "Does this hold for the {other}, too?",
)
_ANSWERS: Final = (
    "No, it is original: I have the invoice.",
    "You were right, it was the bearing. I owe you a beer.",
    "Left-hand thread on the early ones only. Ask me how I know.",
    "Ordinary 20W-50, and often.",
    "Less than you think, and more than I told at home.",
    "It holds for the {other}, but the bracket is another.",
    "Not the dog, no. We were the ones who were asleep.",
    "I tried that. It made a different noise.",
    "Pictures when it stops raining.",
    "Try it cold, then try it warm, then leave it until Sunday.",
    "Can you say more? I have mine apart on the table just now.",
    "Then we have the same problem, and the same winter.",
    "Thank you! That saved me a weekend.",
    "I would not. Two people I know did, and one of them walks now.",
)
BIOS: Final = (
    "<p>Oil under the nails since 1987.</p>",
    "<p>Co-driver. I say <em>left</em>, and we go left, mostly.</p>",
    "<p>Three projects, none of which moves. Ask me about rust.</p>",
    "<p>I photograph what others drive.</p>",
    "<p>Engineer by day. By night, too.</p>",
    "<p>Retired from timing, not from opinions.</p>",
    "<p>Weekends: <strong>gravel</strong>. Weekdays: waiting for the weekend.</p>",
    "<p>If it has a manual, I have scanned it.</p>",
)


class Told(NamedTuple):
    """An article's words."""

    title: str
    excerpt: str
    body: str
    with_pictures: bool


def article(random: Random, slug: str, number: int) -> Told:
    """What somebody writes in a tribe: a question, a report, a guide, an opinion or pictures.

    number: of the article. No two of those that follow each other are of one mould.
    """
    turn, at = divmod(number, len(_MOULDS))
    title, excerpt, voice = Random(turn).sample(_MOULDS, len(_MOULDS))[at]  # noqa: S311
    words = _slots(random, slug)
    sentences = _SENTENCES[voice]
    count = {"q": 2, "p": 1, "o": 3, "r": 7, "g": 6}[voice] + random.randrange(-1, 2)
    said = [
        one.format(**words) for one in random.sample(sentences, min(max(1, count), len(sentences)))
    ]
    body = "".join(f"<p>{' '.join(said[at : at + 3])}</p>" for at in range(0, len(said), 3))
    if voice == "g" and random.random() < 0.5:
        wanted = random.sample(TRIBES[slug].parts, 3)
        body += f"<p>What I had at hand:</p><ul>{''.join(f'<li>{one}</li>' for one in wanted)}</ul>"
    lead = excerpt or (said[0] if random.random() < 0.6 else "")
    heading = title.format(**words)
    return Told(heading[0].upper() + heading[1:], lead.format(**words), body, voice in "pr")


def comment(random: Random, slug: str, *, answers: bool) -> str:
    """What somebody says on an article, or to somebody who said something."""
    text = random.choice(_ANSWERS if answers else _OPENINGS)
    if random.random() < 0.15:
        text += " " + random.choice(_OPENINGS)
    return f"<p>{text.format(**_slots(random, slug))}</p>"


def _slots(random: Random, slug: str) -> dict[str, str]:
    tribe = TRIBES[slug]
    machine, other = random.sample(tribe.machines, 2)
    return {
        "machine": machine,
        "other": other,
        "part": random.choice(tribe.parts),
        "place": random.choice(tribe.places),
        "days": random.choice(("Two", "Three", "Nine")),
        "years": str(random.randrange(12, 41)),
        "past": str(random.randrange(1958, 1987)),
    }
