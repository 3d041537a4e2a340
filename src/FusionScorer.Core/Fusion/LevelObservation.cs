using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>A person's answer on a clip, as the label model sees it: evidence with a reliability, not a truth.</summary>
/// <param name="Row">The row of the label matrix. One row may have several observations, also contradictory ones.</param>
/// <param name="Levels">The levels that the person allows. The set of all levels says nothing.</param>
/// <param name="Reliability">The chance that the true level lies in <paramref name="Levels"/>, 0 to 1; held within 10⁻⁶ of both ends. With a reviewer, what is expected of them before anything is learned.</param>
/// <param name="Reviewer">Who answered, any number from 0: the label model learns their reliability. −1 = unknown, the reliability stands as given.</param>
public readonly record struct LevelObservation(int Row, LevelSet Levels, double Reliability = 0.95, int Reviewer = -1)
{
    private const double Floor = 1e-6;

    /// <summary>log P(this answer | level), up to a constant; added to <paramref name="log"/> for each of its levels.</summary>
    /// <remarks>Reliability inside the set; outside, the rest in equal shares among the levels left out.</remarks>
    internal void AddLogLikelihood(Span<double> log)
    {
        var inside = Levels.Bits & LevelSet.All(log.Length).Bits;
        var left = log.Length - LevelSet.FromBits(inside).Count;
        if (inside == 0 || left == 0)
            return;
        var reliability = Math.Clamp(Reliability, Floor, 1 - Floor);
        double right = Math.Log(reliability), wrong = Math.Log((1 - reliability) / left);
        for (var level = 0; level < log.Length; level++)
            log[level] += (inside >> level & 1) != 0 ? right : wrong;
    }

    /// <summary>P(this answer | level), K numbers of which the largest is 1; an answer that says nothing gives 1 for all.</summary>
    internal void Likelihood(Span<double> likelihood)
    {
        likelihood.Clear();
        AddLogLikelihood(likelihood);
        var top = double.NegativeInfinity;
        foreach (var log in likelihood)
            top = Math.Max(top, log);
        for (var level = 0; level < likelihood.Length; level++)
            likelihood[level] = Math.Exp(likelihood[level] - top);
    }
}
