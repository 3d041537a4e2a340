using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>Where the outcomes of all functions lie in one flat table: function j owns slots Start[j] … Start[j + 1] − 1, slot Start[j] + o for outcome byte o.</summary>
/// <remarks>A slot holds <see cref="Stride"/> numbers, one a level and zeros up to a multiple of four, so that slots are added four at a time.</remarks>
internal sealed class OutcomeLayout
{
    private readonly uint[] _members;

    public OutcomeLayout(int levels, ImmutableArray<VoteColumn> columns)
    {
        Levels = levels;
        Stride = (levels + 3) & ~3;
        Columns = columns;
        Start = new int[columns.Length + 1];
        for (var j = 0; j < columns.Length; j++)
            Start[j + 1] = Start[j] + Outcome.FirstRule + columns[j].Votes.Length;
        Slots = Start[^1];
        _members = new uint[Slots];
        var all = LevelSet.All(levels).Bits;
        for (var j = 0; j < columns.Length; j++)
        {
            for (var vote = 0; vote < columns[j].Votes.Length; vote++)
            {
                var bits = columns[j].Votes[vote].Bits & all;
                _members[Start[j] + Outcome.FirstRule + vote] = bits == all ? 0 : bits;
            }
        }
    }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>Numbers a slot: K rounded up to a multiple of four.</summary>
    public int Stride { get; }

    public ImmutableArray<VoteColumn> Columns { get; }

    /// <summary>m + 1 offsets.</summary>
    public int[] Start { get; }

    /// <summary>The number of slots, those for missing included.</summary>
    public int Slots { get; }

    /// <summary>A table of zeros, slots × stride.</summary>
    public double[] NewTable() => new double[Slots * Stride];

    /// <summary>The levels that a slot declares, as bits; 0 when it declares nothing: missing, silent, or a set of all or of no levels.</summary>
    public uint Members(int slot) => _members[slot];

    /// <summary>The K numbers of a slot.</summary>
    public Span<double> Of(double[] table, int slot) => table.AsSpan(slot * Stride, Levels);
}
