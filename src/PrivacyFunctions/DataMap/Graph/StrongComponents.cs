namespace PrivacyFunctions.DataMap;

/// <summary>
/// Numbers the strongly connected components of a directed graph in an order in which every edge leads to the same or a higher number
/// (Tarjan's algorithm, without recursion: maps can be large).
/// </summary>
internal static class StrongComponents
{
    public static Dictionary<CollectionAddress, int> Rank(IReadOnlyList<CollectionAddress> nodes, ILookup<CollectionAddress, CollectionAddress> edges)
    {
        var state = new State(edges);
        foreach (var node in nodes)
        {
            state.Visit(node);
        }

        return nodes.ToDictionary(node => node, node => state.Count - 1 - state.Component[node]);
    }

    private sealed class State(ILookup<CollectionAddress, CollectionAddress> edges)
    {
        private readonly Dictionary<CollectionAddress, (int Index, int Low)> _marks = [];
        private readonly Stack<CollectionAddress> _open = [];
        private readonly HashSet<CollectionAddress> _isOpen = [];

        public Dictionary<CollectionAddress, int> Component { get; } = [];

        public int Count { get; private set; }

        public void Visit(CollectionAddress root)
        {
            if (_marks.ContainsKey(root))
            {
                return;
            }

            var path = new Stack<(CollectionAddress Node, IEnumerator<CollectionAddress> Edges)>();
            path.Push(Enter(root));
            while (path.TryPeek(out var current))
            {
                if (current.Edges.MoveNext())
                {
                    Step(path, current.Node, current.Edges.Current);
                    continue;
                }

                path.Pop();
                Leave(current.Node);
                if (path.TryPeek(out var parent))
                {
                    Lower(parent.Node, _marks[current.Node].Low);
                }
            }
        }

        private void Step(Stack<(CollectionAddress, IEnumerator<CollectionAddress>)> path, CollectionAddress from, CollectionAddress to)
        {
            if (!_marks.TryGetValue(to, out var mark))
            {
                path.Push(Enter(to));
            }
            else if (_isOpen.Contains(to))
            {
                Lower(from, mark.Index);
            }
        }

        private (CollectionAddress, IEnumerator<CollectionAddress>) Enter(CollectionAddress node)
        {
            _marks[node] = (_marks.Count, _marks.Count);
            _open.Push(node);
            _isOpen.Add(node);
            return (node, edges[node].GetEnumerator());
        }

        private void Lower(CollectionAddress node, int low)
        {
            var mark = _marks[node];
            _marks[node] = (mark.Index, Math.Min(mark.Low, low));
        }

        private void Leave(CollectionAddress node)
        {
            var mark = _marks[node];
            if (mark.Index != mark.Low)
            {
                return;
            }

            CollectionAddress member;
            do
            {
                member = _open.Pop();
                _isOpen.Remove(member);
                Component[member] = Count;
            }
            while (member != node);
            Count++;
        }
    }
}
