using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Library.Importing;

/// <summary>Gives the cells of one column their codes while reading, and final outcomes when the number of classes is known.</summary>
/// <remarks>Cells that mean the same set share an outcome, however they are written.</remarks>
internal sealed class VoteColumnBuilder(string name)
{
    private readonly List<(byte[] Text, byte Code)> _seen = [];
    private readonly List<LevelSet> _sets = [];
    private readonly byte[] _digits = new byte[10];

    /// <summary>The code of a cell: <see cref="Outcome.Silent"/>, or 2 + the order of first appearance of its set.</summary>
    /// <param name="cell">The cell without blanks around it.</param>
    /// <param name="syntax">Reads cells that were not seen before.</param>
    /// <param name="code">The code.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Encode(ReadOnlySpan<byte> cell, VoteSyntax syntax, out byte code)
    {
        code = Outcome.Silent;
        if (cell.IsEmpty || cell.SequenceEqual("-1"u8))
            return null;
        var digit = cell.Length == 1 ? cell[0] - '0' : -1;
        if ((uint)digit < 10 && _digits[digit] != 0)
        {
            code = _digits[digit];
            return null;
        }

        foreach (var (text, known) in _seen)
        {
            if (!cell.SequenceEqual(text))
                continue;
            code = known;
            return null;
        }

        return Add(cell, syntax, digit, out code);
    }

    /// <summary>The finished column, and the outcome of every code that <see cref="Encode"/> gave.</summary>
    public (VoteColumn Column, byte[] Outcomes) Finish(int classes)
    {
        var all = LevelSet.All(classes).Bits;
        var meant = _sets.ConvertAll(set => LevelSet.FromBits(set.Bits & all));
        var votes = meant.Distinct().OrderBy(set => set.Lowest).ThenBy(set => set.Bits).ToImmutableArray();
        var outcomes = new byte[Outcome.FirstRule + meant.Count];
        outcomes[Outcome.Silent] = Outcome.Silent;
        for (var i = 0; i < meant.Count; i++)
            outcomes[Outcome.FirstRule + i] = Outcome.OfRule(votes.IndexOf(meant[i]));
        return (new VoteColumn(name, name, votes), outcomes);
    }

    private string? Add(ReadOnlySpan<byte> cell, VoteSyntax syntax, int digit, out byte code)
    {
        code = Outcome.Silent;
        if (syntax.Read(cell, out var set) is { } fault)
            return $"column '{name}': {fault}";
        if (!set.IsEmpty)
        {
            var index = _sets.IndexOf(set);
            if (index < 0)
            {
                if (_sets.Count == Outcome.MaxRules)
                    return $"column '{name}' holds more than {Outcome.MaxRules} distinct votes; that is no labelling function";
                index = _sets.Count;
                _sets.Add(set);
            }

            code = Outcome.OfRule(index);
        }

        if ((uint)digit < 10)
            _digits[digit] = code;
        else if (_seen.Count < 1024)
            _seen.Add((cell.ToArray(), code));
        return null;
    }
}
