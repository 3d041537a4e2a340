using System.Numerics;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>How far each function's votes mean what they declare, from how often votes that exclude each other meet on one row.</summary>
/// <remarks>
/// <para>Let a vote be cast with probability c because the level lies in its set, else at random from the balance π. Given the level independent,
/// votes u of j and v of l then meet h f_u f_v (1 + c_j c_l R) times as often as rows go, with R = π(u ∩ v) / (π(u) π(v)) − 1, which is −1 when
/// the sets exclude each other, and h the chance that rows which draw one vote draw another. All pairs that exclude each other and all
/// others are two equations for h and a common c; each function's own c follows from the excluding pairs alone.</para>
/// <para>No model is fitted and nothing is iterated to a fixed point, so this cannot drift as EM can: hidden topics within a level make some pairs of its functions
/// meet often and others never, but leave its votes as rare beside those of other levels. A method of moments, in the spirit of
/// Dalvi et al. (2013, "Aggregating crowdsourced binary ratings").</para>
/// </remarks>
internal sealed class Credibility
{
    /// <summary>What is shrunk to counts as much information as this: a spread of 0.2, of functions about the common credibility and of that about the declared.</summary>
    private const double Pooling = 25;

    /// <summary>What one partner's own error adds to the variance of an estimate: with few partners no number of rows makes it sure.</summary>
    private const double PartnerVariance = 2;

    /// <summary>How many functions the declared credibility counts for beside the common estimate, however many rows there are.</summary>
    private const double DeclaredFunctions = 5;
    private const double Least = 0.05;
    private const double Most = 0.95;

    private readonly OutcomeLayout _layout;
    private readonly double[] _seen;
    private readonly int[] _voteStart;
    private readonly int[] _votes;
    private readonly double[] _expected;
    private readonly double[] _expectedApart;
    private readonly double[] _apart;
    private double _met;
    private double _metApart;

    /// <summary>Counts meetings of votes.</summary>
    /// <param name="layout">Where outcomes lie.</param>
    /// <param name="rows">The distinct rows.</param>
    public Credibility(OutcomeLayout layout, DistinctRows rows)
    {
        _layout = layout;
        var m = layout.Columns.Length;
        _seen = new double[layout.Slots];
        _apart = new double[m];
        var together = CountRows(rows);
        _voteStart = new int[m + 1];
        var votes = new List<int>();
        for (var j = 0; j < m; j++)
        {
            for (var slot = layout.Start[j]; slot < layout.Start[j + 1]; slot++)
            {
                if (_seen[slot] > 0 && layout.Members(slot) != 0)
                    votes.Add(slot);
            }

            _voteStart[j + 1] = votes.Count;
        }

        _votes = [.. votes];
        _expected = new double[m * m];
        _expectedApart = new double[m * m];
        ExpectPairs(together);
    }

    /// <summary>c of each function.</summary>
    /// <param name="balance">π, K numbers.</param>
    /// <param name="declared">The common credibility where votes do not tell, and the most that it can be.</param>
    /// <param name="credibility">m numbers, overwritten.</param>
    public void Estimate(ReadOnlySpan<double> balance, double declared, Span<double> credibility)
    {
        credibility.Fill(declared);
        if (_metApart <= 0 || !Common(balance, declared, out var common, out var heterogeneity))
            return;
        credibility.Fill(common);
        var before = new double[credibility.Length];
        for (var pass = 0; pass < 3; pass++)
        {
            credibility.CopyTo(before);
            for (var j = 0; j < before.Length; j++)
                credibility[j] = Own(j, before, common, heterogeneity);
        }
    }

    /// <summary>Counts outcomes and votes that meet; returns on how many rows each pair of functions is present.</summary>
    private double[] CountRows(DistinctRows rows)
    {
        var m = _apart.Length;
        var absent = new double[m * m];
        var gone = new int[m];
        Span<uint> sets = stackalloc uint[m];
        Span<int> times = stackalloc int[m];
        Span<int> kind = stackalloc int[m];
        Span<int> fired = stackalloc int[m];
        var start = _layout.Start;
        var members = Enumerable.Range(0, _layout.Slots).Select(_layout.Members).ToArray();
        double n = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = rows.Row(row);
            double count = rows.Counts[row];
            n += count;
            int votes = 0, kinds = 0, missing = 0;
            for (var j = 0; j < cells.Length; j++)
            {
                if (cells[j] < Outcome.FirstRule)
                {
                    if (cells[j] == Outcome.Missing)
                        gone[missing++] = j;
                    continue;
                }

                var slot = start[j] + cells[j];
                _seen[slot] += count;
                var set = members[slot];
                if (set == 0)
                    continue;
                var at = 0;
                while (at < kinds && sets[at] != set)
                    at++;
                if (at == kinds)
                    (sets[kinds], times[kinds++]) = (set, 0);
                times[at]++;
                kind[votes] = at;
                fired[votes++] = j;
            }

            CountMeetings(count, sets[..kinds], times, kind[..votes], fired);
            for (var a = 0; a < missing; a++)
            {
                for (var b = 0; b < missing; b++)
                    absent[(gone[a] * m) + gone[b]] += count;
            }
        }

        for (var j = 0; j < m; j++)
        {
            for (var l = 0; l < j; l++)
                absent[(j * m) + l] = absent[(l * m) + j] = n - absent[(j * m) + j] - absent[(l * m) + l] + absent[(j * m) + l];
        }

        for (var j = 0; j < m; j++)
            absent[(j * m) + j] = n - absent[(j * m) + j];
        return absent;
    }

    private void CountMeetings(double count, ReadOnlySpan<uint> sets, ReadOnlySpan<int> times, ReadOnlySpan<int> kind, ReadOnlySpan<int> fired)
    {
        _met += count * kind.Length * (kind.Length - 1);
        if (sets.Length < 2)
            return;
        Span<int> others = stackalloc int[sets.Length];
        for (var s = 0; s < sets.Length; s++)
        {
            others[s] = 0;
            for (var t = 0; t < sets.Length; t++)
                others[s] += (sets[s] & sets[t]) == 0 ? times[t] : 0;
            _metApart += count * others[s] * times[s];
        }

        for (var vote = 0; vote < kind.Length; vote++)
            _apart[fired[vote]] += count * others[kind[vote]];
    }

    /// <summary>How often two functions' votes would meet by chance, on the rows where both are present.</summary>
    private void ExpectPairs(double[] together)
    {
        var m = _apart.Length;
        for (var j = 0; j < m; j++)
        {
            for (var l = 0; l < j; l++)
            {
                double all = 0, apart = 0;
                for (var u = _voteStart[j]; u < _voteStart[j + 1]; u++)
                {
                    var set = _layout.Members(_votes[u]);
                    for (var v = _voteStart[l]; v < _voteStart[l + 1]; v++)
                    {
                        var pair = _seen[_votes[u]] * _seen[_votes[v]];
                        all += pair;
                        apart += (_layout.Members(_votes[v]) & set) == 0 ? pair : 0;
                    }
                }

                var scale = together[(j * m) + l] / Math.Max(together[(j * m) + j] * together[(l * m) + l], 1);
                _expected[(j * m) + l] = _expected[(l * m) + j] = scale * all;
                _expectedApart[(j * m) + l] = _expectedApart[(l * m) + j] = scale * apart;
            }
        }
    }

    /// <summary>The two equations: h (E + c² Σ E R) = meetings, for pairs that exclude each other and for the others.</summary>
    private bool Common(ReadOnlySpan<double> balance, double declared, out double common, out double heterogeneity)
    {
        double expected = 0, apart = 0, squares = 0;
        var m = _apart.Length;
        for (var j = 0; j < m; j++)
        {
            var own = 0.0;
            for (var l = 0; l < m; l++)
            {
                own += _expected[(j * m) + l];
                apart += _expectedApart[(j * m) + l];
            }

            expected += own;
            squares += own * own;
        }

        var excess = 2 * Excess(balance);
        double met = _met - _metApart, near = expected - apart;
        var divisor = (_metApart * excess) + (met * apart);
        (common, heterogeneity) = (declared, 1);
        if (!(divisor > 0) || !(apart > 0))
            return false;
        var square = Math.Clamp(((met * apart) - (_metApart * near)) / divisor, 0, Most * Most);
        heterogeneity = _metApart / (apart * (1 - square));

        // Every pair was counted from both sides.
        var functions = expected * expected / squares;
        var sampling = ((2 / _metApart) + (2 / Math.Max(met, 2))) / (4 * Math.Max(square, 0.1));
        var information = 1 / ((DeclaredFunctions / (Pooling * functions)) + sampling);
        common = ((information * Math.Sqrt(square)) + (Pooling * declared)) / (information + Pooling);
        common = Math.Clamp(common, Math.Min(Least, declared), declared);
        return true;
    }

    /// <summary>Σ E R over pairs of functions whose votes do not exclude each other.</summary>
    private double Excess(ReadOnlySpan<double> balance)
    {
        var inside = new double[_votes.Length];
        for (var u = 0; u < inside.Length; u++)
            inside[u] = Share(_layout.Members(_votes[u]), balance);
        var sum = 0.0;
        var m = _apart.Length;
        for (var j = 0; j < m; j++)
        {
            for (var l = 0; l < j; l++)
            {
                double all = 0, excess = 0;
                for (var u = _voteStart[j]; u < _voteStart[j + 1]; u++)
                {
                    var set = _layout.Members(_votes[u]);
                    for (var v = _voteStart[l]; v < _voteStart[l + 1]; v++)
                    {
                        var other = _layout.Members(_votes[v]);
                        var pair = _seen[_votes[u]] * _seen[_votes[v]];
                        all += pair;
                        if ((set & other) != 0)
                            excess += pair * ((Share(set & other, balance) / (inside[u] * inside[v])) - 1);
                    }
                }

                sum += all > 0 ? _expected[(j * m) + l] / all * excess : 0;
            }
        }

        return sum;
    }

    private double Own(int j, ReadOnlySpan<double> before, double common, double heterogeneity)
    {
        double expected = 0, weighted = 0, squares = 0;
        for (var l = 0; l < before.Length; l++)
        {
            var pair = _expectedApart[(j * before.Length) + l];
            expected += pair;
            weighted += pair * before[l];
            squares += pair * before[l] * pair * before[l];
        }

        if (weighted <= 0)
            return common;
        var estimate = Math.Clamp((expected - (_apart[j] / heterogeneity)) / weighted, -0.5, 1.5);
        var variance = Math.Max(_apart[j], Math.Max(1, 0.1 * heterogeneity * expected)) / (heterogeneity * heterogeneity * weighted * weighted);
        var information = 1 / (variance + (PartnerVariance * squares / (weighted * weighted)));
        return Math.Clamp(((information * estimate) + (Pooling * common)) / (information + Pooling), Least, Most);
    }

    private static double Share(uint set, ReadOnlySpan<double> balance)
    {
        var sum = 0.0;
        for (; set != 0; set &= set - 1)
            sum += balance[BitOperations.TrailingZeroCount(set)];
        return sum;
    }
}
