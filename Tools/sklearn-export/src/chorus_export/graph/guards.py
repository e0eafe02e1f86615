"""Where rows with missing numbers are refused: as early as it can be, and once.

A `finite` node is a guard: it hands its numbers on and refuses rows that have a missing or infinite
one. Scalers hand a missing number on, so that a guard behind them refuses the same rows in front of
them; there it often meets one that stands there already.
"""

from dataclasses import replace

from chorus_export.graph.nodes import Node, OperatorNode, StagesNode


def hoisted(nodes: list[Node], wanted: set[str]) -> list[Node]:
    """The same nodes with guards moved in front of the scalers that they follow on."""
    moved = True
    while moved:
        nodes, moved = _hoisted_once(nodes, wanted)
    return nodes


def without_guard(nodes: list[Node]) -> list[Node]:
    """The nodes without a guard that stands first before a chain.

    A model that is a chain refuses such rows without being told, unless it knows what to do with
    missing numbers.
    """
    if len(nodes) != 2 or not is_guard(nodes[0]):
        return nodes
    first = nodes[0]
    chain = nodes[1]
    if not isinstance(first, OperatorNode) or not isinstance(chain, StagesNode):
        return nodes
    if _allows(first) != _takes_missing(chain):
        return nodes
    return [replace(chain, input=first.inputs[0])]


def is_guard(node: Node) -> bool:
    """Whether a node refuses rows and does nothing else."""
    return isinstance(node, OperatorNode) and node.operator == "finite"


def _hoisted_once(nodes: list[Node], wanted: set[str]) -> tuple[list[Node], bool]:
    makers = {name: node for node in nodes for name in _made(node)}
    readers: dict[str, int] = dict.fromkeys(wanted, 1)
    for node in nodes:
        for name in node.inputs:
            readers[name] = readers.get(name, 0) + 1
    for node in nodes:
        if not is_guard(node) or not isinstance(node, OperatorNode) or readers[node.inputs[0]] > 1:
            continue
        before = makers.get(node.inputs[0])
        if before is not None and is_guard(before):
            return _meeting(nodes, before, node), True
        if isinstance(before, StagesNode) and all(stage.is_exact for stage in before.stages):
            return _swapped(nodes, before, node), True
    return nodes, False


def _meeting(nodes: list[Node], first: Node, second: Node) -> list[Node]:
    """Two guards as one: the stricter."""
    assert isinstance(first, OperatorNode) and isinstance(second, OperatorNode)
    strict = not (_allows(first) and _allows(second))
    attributes = {} if strict else {"missing": True}
    one = replace(second, inputs=first.inputs, attributes=attributes)
    return [one if node is second else node for node in nodes if node is not first]


def _swapped(nodes: list[Node], chain: StagesNode, guard: OperatorNode) -> list[Node]:
    """The guard before the chain."""
    between = f"{guard.outputs[0]}.guarded"
    first = replace(guard, inputs=[chain.input], outputs=[between])
    second = replace(chain, input=between, outputs={"transformed": guard.outputs[0]})
    places: list[Node] = []
    for node in nodes:
        if node is chain:
            places.extend([first, second])
        elif node is not guard:
            places.append(node)
    return places


def _made(node: Node) -> list[str]:
    return list(node.outputs.values()) if isinstance(node, StagesNode) else node.outputs


def _allows(node: OperatorNode) -> bool:
    return bool(node.attributes.get("missing", False))


def _takes_missing(chain: StagesNode) -> bool:
    return any(
        "missing-goes-left" in stage.fields or stage.kind == "oblivious" for stage in chain.stages
    )
