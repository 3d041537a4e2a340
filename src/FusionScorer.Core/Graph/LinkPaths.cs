using System.Collections.Immutable;

namespace FusionScorer.Core.Graph;

/// <summary>A clip of known level.</summary>
/// <param name="Clip">Its row.</param>
/// <param name="Level">Its level.</param>
public readonly record struct KnownClip(int Clip, int Level);

/// <summary>How many clips have a level.</summary>
/// <param name="Level">The level.</param>
/// <param name="Clips">At least 1.</param>
public readonly record struct LevelCount(int Level, int Clips);

/// <summary>A person who links a clip to others.</summary>
/// <param name="Node">The person's node in the relation.</param>
/// <param name="Clips">How many other clips have this person.</param>
/// <param name="Levels">How many of them are known to have which level, strictest first; empty when none is known.</param>
/// <param name="Examples">The first few of the known ones, in the order of rows.</param>
/// <param name="Moved">How far this person moved the clip, in the seeds' unit, positive = stricter; null when nothing was propagated over the relation.</param>
/// <param name="Cut">Whether the person has so many clips that not all were looked at: <paramref name="Levels"/> then counts a part.</param>
public sealed record PersonPath(int Node, int Clips, ImmutableArray<LevelCount> Levels, ImmutableArray<KnownClip> Examples, double? Moved, bool Cut)
{
    /// <summary>How many of the other clips are known to have a level.</summary>
    public int Known => Levels.Sum(level => level.Clips);

    /// <summary>The level in the middle of the known ones, the stricter of two; −1 when none is known.</summary>
    public int Middle
    {
        get
        {
            var (known, stricter) = (Known, 0);
            foreach (var level in Levels)
            {
                if (2 * (stricter += level.Clips) >= known)
                    return level.Level;
            }

            return -1;
        }
    }
}

/// <summary>A known clip that was watched by viewers of the one explained.</summary>
/// <param name="Clip">Its row.</param>
/// <param name="Level">Its level.</param>
/// <param name="Viewers">How many viewers they share, at least <see cref="LinkExplanation.FewestViewers"/>.</param>
/// <param name="Weight">Σ g² over shared viewers, each of d clips counting d^−h, over the root of the other clip's links: a clip that everybody saw says less.</param>
public readonly record struct ViewerPath(int Clip, int Level, int Viewers, double Weight);

/// <summary>What one relation has to say of a clip.</summary>
/// <param name="Signal">The signal that the relation belongs to.</param>
/// <param name="Name">What is shared.</param>
/// <param name="Linked">The number of people or viewers of the clip; null for 1 to 4 viewers.</param>
/// <param name="Moved">
/// How far the relation moved the clip in all, in the seeds' unit, positive = stricter; null when nothing was propagated over it, or for 1 to 4 viewers.
/// </param>
/// <param name="People">The strongest people; empty for viewers.</param>
/// <param name="Viewers">The known clips that share most viewers, strongest first; empty for people.</param>
/// <param name="FewShared">How many other known clips share 1 to 4 viewers; at most that, if <paramref name="Cut"/>.</param>
/// <param name="Cut">Whether not all clips that are linked were looked at. Counts of shared viewers are whole all the same.</param>
public sealed record RelationPaths(
    string Signal, string Name, int? Linked, double? Moved, ImmutableArray<PersonPath> People, ImmutableArray<ViewerPath> Viewers, int FewShared, bool Cut);
