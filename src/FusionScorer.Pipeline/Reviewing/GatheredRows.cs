using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>The rows of inputs that were gathered whole, with stored results.</summary>
internal sealed class GatheredRows(FusionInputs inputs, FusedResults results) : IFusedRows
{
    public IReadOnlySet<int> AuditPool { get; } = QueueRun.AuditPool(inputs, results);

    public IReadOnlyList<(int Row, double Score)> Ahead => [];

    public int RowOf(long clip) => inputs.RowOf(clip) is var row and >= 0 ? row : -1;

    public long ClipAt(int row) => inputs.Numbers[row];

    public FusedClip ResultAt(int row) => results[row];

    public (FeatureTable Features, int Row) FeaturesAt(int row) => (inputs.Features, row);
}
