using FusionScorer.Core.Graph;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Linking;

/// <summary>Why links moved a clip, with the names of clips and people; no viewer has one.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Level">Its level and who says so.</param>
/// <param name="Words">The strongest path of each relation, in one sentence.</param>
/// <param name="Relations">One entry for each relation that links the clip.</param>
public sealed record LinkReasons(Clip Clip, ClipLevel Level, string Words, IReadOnlyList<RelationReasons> Relations);

/// <summary>What one relation has to say of a clip.</summary>
/// <param name="Paths">The numbers.</param>
/// <param name="People">The strongest people; empty for viewers.</param>
/// <param name="Viewers">The known clips that share most viewers; empty for people.</param>
public sealed record RelationReasons(RelationPaths Paths, IReadOnlyList<PersonReason> People, IReadOnlyList<ViewerReason> Viewers);

/// <summary>A person who links a clip to others.</summary>
/// <param name="Name">The person.</param>
/// <param name="Path">The numbers.</param>
/// <param name="Examples">Some of the known clips.</param>
public sealed record PersonReason(string Name, PersonPath Path, IReadOnlyList<KnownExample> Examples);

/// <summary>A clip of known level.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Level">Index of its level.</param>
public sealed record KnownExample(Clip Clip, int Level);

/// <summary>A known clip that shares viewers.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Path">The numbers.</param>
public sealed record ViewerReason(Clip Clip, ViewerPath Path);
