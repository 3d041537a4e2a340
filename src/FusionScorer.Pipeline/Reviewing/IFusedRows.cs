using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>A fused library as draws of batches see it: row by row.</summary>
internal interface IFusedRows
{
    /// <summary>Rows that the audit speaks for.</summary>
    IReadOnlySet<int> AuditPool { get; }

    /// <summary>Rows that are worth asking about, drawn when the model was learned, best first, each with its score; empty when draws ask the model itself.</summary>
    IReadOnlyList<(int Row, double Score)> Ahead { get; }

    /// <summary>The row of a clip by its number; −1 when it is not there.</summary>
    int RowOf(long clip);

    /// <summary>The number of the clip of a row.</summary>
    long ClipAt(int row);

    /// <summary>The result of a row.</summary>
    FusedClip ResultAt(int row);

    /// <summary>Raw features of a row: a table, and the row in it.</summary>
    (FeatureTable Features, int Row) FeaturesAt(int row);
}
