"""The result as text or as Markdown."""

from collections.abc import Iterator, Sequence

from detection_score import Case, Score, Tally, scalar_at

Row = Sequence[str]


def table(head: Row, rows: Sequence[Row], *, markdown: bool) -> str:
    """Rows under a head; columns aligned in text, pipes in Markdown."""
    if markdown:
        lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in [head, *rows]
    )


def _tallies(title: str, groups: dict[str, Tally], *, markdown: bool) -> str:
    worst = sorted(groups.items(), key=lambda item: (item[1].recall, item[1].exactness, item[0]))
    rows = [[name, str(t.total), f"{t.recall:.3f}", f"{t.exactness:.3f}"] for name, t in worst]
    return table([title, "secrets", "recall", "exact"], rows, markdown=markdown)


def summary(scores: Sequence[Score], *, markdown: bool) -> str:
    """Recall, precision and exactness at each level of confidence."""
    rows = [
        [
            f"{s.level} or more" if s.level != "high" else "high",
            f"{s.recall:.4f}",
            f"{s.precision:.4f}",
            f"{s.all.exactness:.4f}",
            str(s.all.total),
            str(sum(s.decoys.values())),
            str(len(s.misses)),
            str(len(s.false_alarms)),
            str(len(s.background)),
        ]
        for s in scores
    ]
    head = ["confidence", "recall", "precision", "exact", "secrets", "decoys", "missed", "false", "background"]
    return table(head, rows, markdown=markdown)


def details(result: Score, *, markdown: bool) -> str:
    """By variant, kind and place; false alarms by class; placeholders that were reported as such."""
    alarms = result.false_by_class
    classes = [[name, str(result.decoys[name]), str(alarms[name])] for name in sorted({*result.decoys, *alarms})]
    classes.sort(key=lambda row: -int(row[2]))
    parts = [
        _tallies("variant", result.by_variant, markdown=markdown),
        _tallies("place", result.by_place, markdown=markdown),
        _tallies("kind", result.by_kind, markdown=markdown),
        table(["decoy", "planted", "false alarms"], classes, markdown=markdown),
        table(
            ["reported as placeholder", "times"],
            [[k, str(n)] for k, n in result.placeholders.most_common()],
            markdown=markdown,
        ),
    ]
    return "\n\n".join(parts)


def listing(result: Score, cases: Sequence[Case]) -> Iterator[str]:
    """Every miss, inexact span and false alarm with the planted text around it; of real text only the pointer."""
    documents = {case.name: case.document for case in cases}
    for miss in result.misses:
        x = miss.label
        why = " (as placeholder)" if miss.as_placeholder else ""
        yield f"MISSED{why} {x.kind} / {x.place} / {x.variant}: {_around(documents[miss.file], x.pointer, x.span)}"
    for file, x, alarm in result.inexact:
        text = _around(documents[file], x.pointer, x.span)
        yield f"INEXACT {x.kind} / {x.place}: {text}  found {alarm.span} by {alarm.detector}"
    for false in result.false_alarms:
        text = _around(documents[false.file], false.alarm.pointer, false.alarm.span)
        yield f"FALSE {false.group} / {false.place} by {false.alarm.detector} ({false.alarm.confidence}): {text}"
    for false in result.background:
        yield f"BACKGROUND {false.alarm.detector} ({false.alarm.confidence}): {false.file} {false.alarm.pointer}"


def _around(document: object, pointer: str, span: tuple[int, int] | None) -> str:
    text = str(scalar_at(document, pointer))
    start, end = span or (0, len(text))
    marked = f"{text[max(0, start - 60) : start]}[[{text[start:end][:80]}]]{text[end : end + 40]}"
    return f"{pointer[-70:]}  {marked!r}"
