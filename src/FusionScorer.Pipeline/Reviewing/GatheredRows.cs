using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>The rows of inputs that were gathered whole, with stored results.</summary>
internal sealed class GatheredRows(FusionInputs inputs, IReadOnlyDictionary<long, FusedClip> resultOf) : IFusedRows
{
    private readonly Dictionary<long, int> _rowOf = Enumerable.Range(0, inputs.Clips.Count).ToDictionary(row => inputs.Clips[row].No);

    public IReadOnlySet<int> AuditPool { get; } = QueueRun.AuditPool(inputs, resultOf);

    public IReadOnlyList<(int Row, double Score)> Ahead => [];

    public int RowOf(long clip) => _rowOf.GetValueOrDefault(clip, -1);

    public long ClipAt(int row) => inputs.Clips[row].No;

    public FusedClip ResultAt(int row) => resultOf[inputs.Clips[row].No];

    public (FeatureTable Features, int Row) FeaturesAt(int row) => (inputs.Features, row);
}
