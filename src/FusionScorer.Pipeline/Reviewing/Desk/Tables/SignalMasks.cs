using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>Which signals were read on a clip, and which of them said something: a bit for each signal of the policy.</summary>
internal sealed class SignalMasks
{
    /// <summary>More signals than this are not told apart.</summary>
    public const int MostSignals = 64;

    /// <summary>Of an empty library.</summary>
    public SignalMasks(int rows, Policy policy)
    {
        Signals = [.. policy.Functions.Select(function => function.Signal).Distinct(StringComparer.Ordinal).Take(MostSignals)];
        Read = new ulong[rows];
        Spoken = new ulong[rows];
    }

    /// <summary>The signals, in the order of the policy's functions.</summary>
    public ImmutableArray<string> Signals { get; }

    /// <summary>Signals that were read.</summary>
    public ulong[] Read { get; }

    /// <summary>Signals of which a rule fired.</summary>
    public ulong[] Spoken { get; }

    /// <summary>The bit of a signal; 0 when it has none.</summary>
    public ulong BitOf(string signal) => Signals.IndexOf(signal) is var at and >= 0 ? 1UL << at : 0;

    /// <summary>Notes that a signal was read on a clip.</summary>
    public void MarkRead(int row, string signal) => Read[row] |= BitOf(signal);

    /// <summary>Works out who has spoken. Genre is read from metadata, so it is read where it voted or was silent.</summary>
    public void Listen(FusedTable fused, Policy policy)
    {
        var bits = policy.Functions.Select(function => BitOf(function.Signal)).ToArray();
        var rules = policy.Functions.Select(function => function.Rules.Length).ToArray();
        var genre = BitOf(SignalNames.Genre);
        for (var row = 0; row < fused.Rows; row++)
        {
            var votes = fused.VotesOf(row);
            for (var j = 0; j < votes.Length; j++)
            {
                var rule = Outcome.RuleOf(votes[j]);
                if (rule >= 0 && rule < rules[j])
                    Spoken[row] |= bits[j];
                if (bits[j] == genre && votes[j] != Outcome.Missing && rule < rules[j])
                    Read[row] |= genre;
            }
        }
    }
}
