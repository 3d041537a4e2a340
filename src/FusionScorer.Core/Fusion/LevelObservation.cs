using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>A person's answer on a clip, as the label model sees it: evidence with a reliability, not a truth.</summary>
/// <param name="Row">The row of the label matrix. One row may have several observations, also contradictory ones.</param>
/// <param name="Levels">The levels that the person allows. The set of all levels says nothing.</param>
/// <param name="Reliability">The chance that the true level lies in <paramref name="Levels"/>, 0 to 1; held within 10⁻⁶ of both ends. With a reviewer, what is expected of them before anything is learned.</param>
/// <param name="Reviewer">Who answered, any number from 0: the label model learns their reliability. −1 = unknown, the reliability stands as given.</param>
public readonly record struct LevelObservation(int Row, LevelSet Levels, double Reliability = 0.95, int Reviewer = -1);
