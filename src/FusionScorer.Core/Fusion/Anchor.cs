using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>What the outcomes mean by declaration, before anything is learned; and the prior that follows from it.</summary>
/// <remarks>
/// With probability c, the function's credibility (<see cref="Credibility"/>), a vote v was cast because the level lies in v, else at random from the first balance π°. So it is right with
/// r = π°(v) + (1 − π°(v)) c, and share(y | v) = π°(y) r / π°(v) inside v, π°(y) (1 − r) / (1 − π°(v)) outside. An outcome that declares
/// nothing has share π°. Functions are normalised over the rows where they are present.
/// </remarks>
internal sealed class Anchor
{
    /// <summary>Beyond a few functions the prior's share of the data grows as the number of their pairs does: each may depend on the other, and what that adds to a row's evidence is error.</summary>
    private const int FewFunctions = 10;

    /// <summary>So many functions more double the share.</summary>
    private const double Crowd = 22;

    private readonly OutcomeLayout _layout;
    private readonly LabelModelOptions _options;
    private readonly double[] _fixed;
    private readonly double[] _like;
    private readonly double[] _present;
    private readonly double _rowShare;

    public Anchor(OutcomeLayout layout, FitRows rows, LabelModelOptions options, ReadOnlySpan<double> balance, ReadOnlySpan<double> credibility)
    {
        _layout = layout;
        _options = options;
        var crowd = Math.Max(0, layout.Columns.Length - FewFunctions) / Crowd;
        _rowShare = options.RowShare * (1 + (crowd * crowd));
        _fixed = layout.NewTable();
        _like = layout.NewTable();
        Seen = rows.Seen;
        _present = new double[layout.Columns.Length];
        for (var j = 0; j < _present.Length; j++)
        {
            for (var slot = layout.Start[j] + Outcome.Silent; slot < layout.Start[j + 1]; slot++)
                _present[j] += Seen[slot];
            Declare(j, balance, credibility[j]);
        }
    }

    /// <summary>How many rows have each outcome, by slot; decided rows count by their weight.</summary>
    public double[] Seen { get; }

    /// <summary>For each slot and level that the slot declares, the level's share of what is expected of them all: slots × stride.</summary>
    /// <param name="layout">The slots.</param>
    /// <param name="expected">K positive numbers that sum to 1.</param>
    /// <param name="weight">What a vote of each function counts, m numbers.</param>
    public static double[] Fractions(OutcomeLayout layout, ReadOnlySpan<double> expected, ReadOnlySpan<double> weight)
    {
        var fraction = layout.NewTable();
        var j = 0;
        for (var slot = 0; slot < layout.Slots; slot++)
        {
            while (slot >= layout.Start[j + 1])
                j++;
            var members = layout.Members(slot);
            var total = 0.0;
            for (var y = 0; y < layout.Levels; y++)
                total += (members >> y & 1) != 0 ? expected[y] : 0;
            for (var y = 0; y < layout.Levels; y++)
                layout.Of(fraction, slot)[y] = (members >> y & 1) != 0 ? weight[j] * expected[y] / total : 0;
        }

        return fraction;
    }

    /// <summary>Pseudo-counts a(o, y) = κ share(y | o) + λ n̄(y) g(o | y), with n̄ the present mass of the level where the function is present.</summary>
    /// <param name="counts">Expected counts of the last E-step, slots × stride.</param>
    /// <param name="redundancy">ρ, m numbers.</param>
    /// <param name="pseudo">Slots × stride; overwritten.</param>
    public void PseudoCounts(double[] counts, ReadOnlySpan<double> redundancy, double[] pseudo)
    {
        Span<double> mass = stackalloc double[_layout.Levels];
        for (var j = 0; j < _present.Length; j++)
        {
            mass.Clear();
            for (var slot = _layout.Start[j] + Outcome.Silent; slot < _layout.Start[j + 1]; slot++)
            {
                for (var y = 0; y < mass.Length; y++)
                    mass[y] += counts[(slot * _layout.Stride) + y];
            }

            var rows = Math.Max(_present[j], 1);
            var usual = _rowShare + (_options.RowStrength * _layout.Levels / rows);
            var misfit = _options.RedundancyShare * Math.Min(redundancy[j], _options.RedundancyCap);
            for (var slot = _layout.Start[j] + Outcome.Silent; slot < _layout.Start[j + 1]; slot++)
            {
                var strength = usual + (misfit * (_layout.Members(slot) == 0 ? _options.SilenceFactor : 1));
                for (var y = 0; y < mass.Length; y++)
                {
                    var cell = (slot * _layout.Stride) + y;
                    pseudo[cell] = _fixed[cell] + (strength * mass[y] * _like[cell]);
                }
            }
        }
    }

    private void Declare(int j, ReadOnlySpan<double> balance, double credibility)
    {
        Span<double> total = stackalloc double[_layout.Levels];
        for (var slot = _layout.Start[j] + Outcome.Silent; slot < _layout.Start[j + 1]; slot++)
        {
            var share = _layout.Of(_fixed, slot);
            Share(_layout.Members(slot), Sharper(_layout, j, slot), balance, credibility, share);
            var like = _layout.Of(_like, slot);
            for (var y = 0; y < like.Length; y++)
            {
                like[y] = _present[j] > 0 ? Seen[slot] / _present[j] * share[y] / balance[y] : 0;
                total[y] += like[y];
                share[y] *= _options.OutcomeStrength;
            }
        }

        for (var slot = _layout.Start[j] + Outcome.Silent; slot < _layout.Start[j + 1]; slot++)
        {
            var like = _layout.Of(_like, slot);
            for (var y = 0; y < like.Length; y++)
                like[y] = total[y] > 0 ? like[y] / total[y] : 0;
        }
    }

    /// <summary>Levels of a vote for which the same function has a sharper vote: a smaller set within this one.</summary>
    private static uint Sharper(OutcomeLayout layout, int j, int slot)
    {
        var members = layout.Members(slot);
        var sharper = 0u;
        for (var other = layout.Start[j] + Outcome.FirstRule; other < layout.Start[j + 1]; other++)
        {
            var set = layout.Members(other);
            if (set != members && (set & ~members) == 0)
                sharper |= set;
        }

        return sharper == members ? 0 : sharper;
    }

    private static void Share(uint members, uint sharper, ReadOnlySpan<double> balance, double credibility, Span<double> share)
    {
        balance.CopyTo(share);
        if (members == 0)
            return;
        double kept = 0, all = 0;
        for (var y = 0; y < balance.Length; y++)
        {
            if ((members >> y & 1) == 0)
                continue;
            all += share[y];
            if ((sharper >> y & 1) != 0)
                share[y] *= 1 - credibility;
            kept += share[y];
        }

        for (var y = 0; y < balance.Length; y++)
            share[y] *= (members >> y & 1) != 0 ? all / kept : 1;
        var inside = 0.0;
        for (var y = 0; y < balance.Length; y++)
            inside += (members >> y & 1) != 0 ? balance[y] : 0;
        var right = inside + ((1 - inside) * credibility);
        for (var y = 0; y < balance.Length; y++)
            share[y] *= (members >> y & 1) != 0 ? right / Math.Max(inside, 1e-12) : (1 - right) / Math.Max(1 - inside, 1e-12);
    }
}
