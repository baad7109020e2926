"""Checks the labelled messages before anyone measures with them.

A wrong label costs more than a missing one, so everything a machine can see
is checked here: names, spans, check digits, near copies between the parts,
and how many of each there are. Run it from anywhere: python3 leak-eval/check.py
"""

import base64
import binascii
import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SPLITS = ("train", "dev", "test")
LANGS = ("fr", "en")
ORDINARY = ("ordinary", "technical", "spoken")

LEAK_KINDS = {
    "credential.token", "credential.key", "credential.words", "credential.split",
    "personal.id", "personal.contact", "personal.list",
    "hr", "health", "business",
}
FREE_KINDS = {
    "free.criticism", "free.workload", "free.own_pay", "free.own_health", "free.union",
    "free.alert", "free.policy", "free.joke", "free.placeholder", "free.masked",
    "free.badcheck", "free.hash", "free.public", "free.code", "free.rotation",
    "free.news", "free.smalltalk",
    "near.credential", "near.personal", "near.hr", "near.health", "near.business",
}

# Words and shapes that a rule made of keywords would fire on. They only say
# how hard the harmless messages are; no label depends on them.
NAIVE = re.compile(
    r"""mdp|mots?\ de\ passe|motdepasse|pass(?:w(?:or)?d|e?code|phrase|\b|port)|\bpw[ds]?\b|\bpwd|\bcreds?\b
    |\bcodes?\b|\bcl[ée]s?\b|\bkeys?\b|\bpin\b|token|jeton|secret|_key|_pass|apikey|bearer|akia|\bsk_|ghp_|glpat
    |log(?:in|ged)|identifiant|user(?:name)?\b|alarm|wi-?fi|vault|coffre|keepass|badge|vpn|cookie|certificat
    |salair|salar|\bpay(?:e|s|slip|roll|check|ments?)?\b|bonus|prime|licenci|redundan|layoff|fired|sacked|disciplin|blâme|augment
    |\braise\b|recrut|embauch|hiring|candidat|entretien|apprais|évaluation|bulletin|\d\s?k\b|€|£|\$\d
    |malad|arr[êe]t|enceinte|pregnan|sick|handicap|disab|burn.?out|cancer|covid|médec|patient|épilep|epilep|diabét|autis|anxi
    |confidenti|acquisition|rach[eè]t|merger|fusion|\bnda\b|appels?\ d.offres?|tender|\bbids?\b|roadmap|marge|margin|chiffre|résultat|results|budget|plan\ social|stratég|strategy|lancement|launch
    |iban|\brib\b|siren|\bnir\b|n[ée]?i?no\b|carte|\bcard\b|s[ée]cu|insurance|adresse|address|t[ée]l[ée]?phone|\btel\b|phone|num[ée]ro|\bnumber\b|client|liste?\b|élève|pupil
    |\d{6,}|[0-9a-f]{12,}|\w+@\w+|\*{3,}|•{2,}|redact|\d\d[ .]\d\d[ .]\d\d|alert|signal|report|harc[eè]l|grève|strike""",
    re.I | re.X,
)


def digits(text):
    return re.sub(r"\D", "", text)


def iban_holds(text):
    s = re.sub(r"[\s-]", "", text).upper()
    return int("".join(str(int(c, 36)) for c in s[4:] + s[:4])) % 97 == 1


def luhn_holds(text):
    total = 0
    for place, char in enumerate(reversed(digits(text))):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def nir_holds(text):
    s = re.sub(r"[\s.\-]", "", text).upper()
    body = s[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(s[13:])


def tax_number_holds(text):
    s = digits(text)
    return int(s[:10]) % 511 == int(s[10:])


def rib_holds(text):
    s = re.sub(r"\s", "", text).upper()
    s = s.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789"))
    return (89 * int(s[:5]) + 15 * int(s[5:10]) + 3 * int(s[10:21]) + int(s[21:])) % 97 == 0


# Shape of a whole value, and the sum that it must keep.
CHECKED = (
    ("iban", re.compile(r"[A-Za-z]{2}\d\d(?: ?[A-Za-z0-9]){11,30}"), iban_holds),
    ("nir", re.compile(r"[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d\d|2[ABab])[ .]?\d{3}[ .]?\d{3}[ .]?\d\d"), nir_holds),
    ("card", re.compile(r"(?:[45]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})"), luhn_holds),
    ("tax", re.compile(r"[0-3]\d ?\d\d ?\d{3} ?\d{3} ?\d{3}"), tax_number_holds),
    ("rib", re.compile(r"\d{5} ?\d{5} ?[A-Z0-9]{11} ?\d\d"), rib_holds),
)
JWT = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20,}")


def sums_of(text):
    """(name, value, holds) of each checked number standing on its own in a text."""
    for name, shape, holds in CHECKED:
        for match in re.finditer(rf"(?<![\w.]){shape.pattern}(?!\w)", text):
            yield name, match.group(), holds(match.group())


def decodes(jwt):
    try:
        for part in jwt.split(".")[:2]:
            json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error):
        return False
    return True


def trigrams(text):
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:]))


def load():
    for split in SPLITS:
        for path in sorted((HERE / split).rglob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield split, path, f"{path.relative_to(HERE)}:{number}", json.loads(line)


def faults_of(path, item):
    known = {"id", "lang", "kind", "leak", "text", "severe", "spans", "before"}
    if set(item) - known:
        yield f"unknown fields {sorted(set(item) - known)}"
    # A sitting's own folder holds a file a language; the first sitting's files are by kind too.
    lang, _, group = path.stem.partition("-")
    if item["lang"] != lang or lang not in LANGS:
        yield "language is not the file's"
    if group and item["kind"].split(".")[0] != group:
        yield "kind is not the file's"
    if item["kind"] not in (LEAK_KINDS if item["leak"] else FREE_KINDS):
        yield f"kind {item['kind']} does not go with leak={item['leak']}"
    if not item["text"].strip():
        yield "empty text"
    if not item["leak"]:
        if "spans" in item or "severe" in item:
            yield "a harmless message has neither spans nor severity"
        wrong_wanted = item["kind"] == "free.badcheck"
        found = list(sums_of(item["text"]))
        if wrong_wanted and not found:
            yield "no number to be wrong"
        for name, value, holds in found:
            if wrong_wanted and holds:
                yield f"{name} {value} holds but should not"
        return
    spans = item.get("spans")
    if not spans:
        yield "a leak without spans"
        return
    for parts in spans:
        for part in parts:
            if not part or (part not in item["text"] and part not in item.get("before", "")):
                yield f"span {part!r} is nowhere in the message"
            if item["kind"].startswith("personal."):
                for name, value, holds in sums_of(part):
                    if value == part and not holds:
                        yield f"{name} {value} does not hold"
    for jwt in JWT.findall(item["text"]):
        if not decodes(jwt):
            yield "a JWT that does not decode"


def near_copies(items):
    """Pairs across parts that share more than 60 % of the shorter one's trigrams."""
    index = collections.defaultdict(set)
    grams = []
    for place, (split, _, where, item) in enumerate(items):
        own = trigrams(item["text"])
        grams.append((split, where, own))
        for gram in own:
            index[gram].add(place)
    for place, (split, where, own) in enumerate(grams):
        shared = collections.Counter(p for gram in own for p in index[gram] if p > place)
        for other, count in shared.items():
            other_split, other_where, theirs = grams[other]
            if other_split != split and count > 0.6 * min(len(own), len(theirs)):
                yield where, other_where


def main():
    items = list(load())
    faults = []
    ids, texts = {}, {}
    for split, path, where, item in items:
        faults += [f"{where}: {fault}" for fault in faults_of(path, item)]
        for seen, value, name in ((ids, item["id"], "id"), (texts, (item.get("before"), item["text"]), "text")):
            if value in seen:
                faults.append(f"{where}: same {name} as {seen[value]}")
            seen[value] = where
    faults += [f"{a} and {b}: near copies" for a, b in near_copies(items)]

    counts = collections.Counter((item["kind"], item["lang"], split) for split, _, _, item in items)
    columns = [(lang, split) for split in SPLITS for lang in LANGS]
    print("| kind | " + " | ".join(f"{s} {l}" for l, s in columns) + " | all |")
    print("|---|" + "--:|" * (len(columns) + 1))
    for kind in sorted(LEAK_KINDS) + sorted(FREE_KINDS):
        row = [counts[kind, lang, split] for lang, split in columns]
        print(f"| {kind} | " + " | ".join(map(str, row)) + f" | {sum(row)} |")
    for name, kinds in (("leaks", LEAK_KINDS), ("harmless", FREE_KINDS)):
        row = [sum(counts[k, lang, split] for k in kinds) for lang, split in columns]
        print(f"| **{name}** | " + " | ".join(map(str, row)) + f" | {sum(row)} |")

    # Some sittings are of ordinary talk, which is hard in no other way than being most of what is said.
    said = [(path, item) for _, path, _, item in items if not item["leak"]]
    free = [item for path, item in said if path.parent.name not in ORDINARY]
    hard = sum(1 for item in free if NAIVE.search(item["text"]))
    print(f"\nharmless with a word or shape that a naive rule trips on: {hard}/{len(free)} = {hard / max(1, len(free)):.0%}")
    if free and hard < 0.5 * len(free):
        faults.append("fewer than half of the harmless messages are hard")
    print("\n".join(faults) or f"{len(items)} messages, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
