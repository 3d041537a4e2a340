using System.Collections.Concurrent;
using System.Numerics;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>How many clips each choice would leave. Choices that leave none are left out, but for levels and statuses.</summary>
/// <param name="Levels">Mildest first.</param>
/// <param name="Statuses">In their usual order.</param>
/// <param name="Sources">In their usual order.</param>
/// <param name="Signals">Signals that have spoken.</param>
/// <param name="Missing">Signals that were not read.</param>
/// <param name="Pairs">Pairs that contradict each other, the most frequent first.</param>
/// <param name="Genres">The most frequent first.</param>
/// <param name="Roots">The most frequent first.</param>
/// <param name="Years">Clips by year of release, earliest first.</param>
public sealed record LibraryFacets(
    IReadOnlyList<KeyValuePair<string, int>> Levels, IReadOnlyList<KeyValuePair<string, int>> Statuses, IReadOnlyList<KeyValuePair<string, int>> Sources,
    IReadOnlyList<KeyValuePair<string, int>> Signals, IReadOnlyList<KeyValuePair<string, int>> Missing, IReadOnlyList<KeyValuePair<string, int>> Pairs,
    IReadOnlyList<KeyValuePair<string, int>> Genres, IReadOnlyList<KeyValuePair<string, int>> Roots, IReadOnlyList<KeyValuePair<int, int>> Years)
{
    private const int RowsAtOnce = 1 << 14;
    private const int MostNames = 60;

    internal static LibraryFacets Of(RowStates states, LibraryMatch match)
    {
        var library = states.Model.Library;
        var sum = new Counts(states, library);
        Parallel.ForEach(
            Partitioner.Create(0, Math.Max(1, library.Fused.Rows), RowsAtOnce), () => new Counts(states, library), (range, _, counts) =>
            {
                for (var row = range.Item1; row < Math.Min(range.Item2, library.Fused.Rows); row++)
                    counts.Add(row, match.FailsOf(row));
                return counts;
            }, counts =>
            {
                lock (sum)
                    sum.Add(counts);
            });
        return sum.Facets();
    }

    private sealed class Counts(RowStates states, FusedLibrary library)
    {
        private readonly int[] _levels = new int[library.Fused.Levels];
        private readonly int[] _statuses = new int[RowStates.Statuses.Count];
        private readonly int[] _sources = new int[RowStates.Sources.Count];
        private readonly int[] _signals = new int[SignalMasks.MostSignals];
        private readonly int[] _missing = new int[SignalMasks.MostSignals];
        private readonly int[] _pairs = new int[byte.MaxValue + 1];
        private readonly int[] _genres = new int[library.Clips.Genres.Length];
        private readonly int[] _roots = new int[library.Clips.Roots.Length];
        private readonly int[] _years = new int[short.MaxValue + 1];
        private readonly ulong _all = library.Signals.Signals.Length == SignalMasks.MostSignals ? ulong.MaxValue : (1UL << library.Signals.Signals.Length) - 1;

        // A clip counts for the choices of a part when it fails nothing, or that part alone.
        public void Add(int row, FilterParts fails)
        {
            if (BitOperations.PopCount((uint)fails) > 1)
                return;
            if (IsCounted(fails, FilterParts.Level))
                _levels[states.Level[row]]++;
            if (IsCounted(fails, FilterParts.Status))
                _statuses[states.Status[row]]++;
            if (IsCounted(fails, FilterParts.Source))
                _sources[states.Source[row]]++;
            if (IsCounted(fails, FilterParts.Signal))
                Bits(library.Signals.Spoken[row], _signals);
            if (IsCounted(fails, FilterParts.Missing))
                Bits(~library.Signals.Read[row] & _all, _missing);
            if (IsCounted(fails, FilterParts.Pair) && library.Fused.Conflict[row] >= FusedTable.LeastNamedConflict)
                _pairs[library.Fused.Pair[row]]++;
            if (IsCounted(fails, FilterParts.Root) && library.Clips.RootOf[row] is var root and >= 0)
                _roots[root]++;
            if (IsCounted(fails, FilterParts.Year))
                _years[library.Clips.Years[row]]++;
            if (!IsCounted(fails, FilterParts.Genre))
                return;
            foreach (var genre in library.Clips.GenresOf(row))
                _genres[genre]++;
        }

        public void Add(Counts other)
        {
            foreach (var (to, from) in (ReadOnlySpan<(int[], int[])>)[
                (_levels, other._levels), (_statuses, other._statuses), (_sources, other._sources), (_signals, other._signals), (_missing, other._missing),
                (_pairs, other._pairs), (_genres, other._genres), (_roots, other._roots), (_years, other._years)])
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] += from[i];
            }
        }

        public LibraryFacets Facets() => new(
            Named(states.Model.Policy.Taxonomy.Levels, _levels), Named(RowStates.Statuses, _statuses), Named(RowStates.Sources, _sources),
            Found(library.Signals.Signals, _signals), Found(library.Signals.Signals, _missing), Frequent(library.Fused.Pairs.Select((pair, i) => KeyValuePair.Create(FusedTable.Unordered(pair), _pairs[i]))),
            Frequent(Named(library.Clips.Genres, _genres)), Frequent(Named(library.Clips.Roots, _roots)),
            [.. Enumerable.Range(1, short.MaxValue).Where(year => _years[year] > 0).Select(year => KeyValuePair.Create(year, _years[year]))]);

        private static bool IsCounted(FilterParts fails, FilterParts part) => (fails & ~part) == FilterParts.None;

        private static void Bits(ulong bits, int[] counts)
        {
            for (; bits != 0; bits &= bits - 1)
                counts[BitOperations.TrailingZeroCount(bits)]++;
        }

        private static List<KeyValuePair<string, int>> Named(IReadOnlyList<string> names, int[] counts) => [.. names.Select((name, i) => KeyValuePair.Create(name, counts[i]))];

        private static List<KeyValuePair<string, int>> Found(IReadOnlyList<string> names, int[] counts) => [.. Named(names, counts).Where(pair => pair.Value > 0)];

        private static List<KeyValuePair<string, int>> Frequent(IEnumerable<KeyValuePair<string, int>> counts) =>
        [
            .. counts.GroupBy(pair => pair.Key, (name, group) => KeyValuePair.Create(name, group.Sum(pair => pair.Value)), StringComparer.Ordinal)
                .Where(pair => pair.Key.Length > 0 && pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostNames),
        ];
    }
}
