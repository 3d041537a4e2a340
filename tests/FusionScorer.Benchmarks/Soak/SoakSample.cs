using System.Globalization;

namespace FusionScorer.Benchmarks.Soak;

/// <summary>What one process of a soak used at one moment.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Role">What the process is for.</param>
/// <param name="Process">Its number.</param>
/// <param name="ResidentMb">MB in memory.</param>
/// <param name="AllocatedMb">MB of managed objects with garbage; NaN where nobody tells.</param>
/// <param name="HeapMb">MB of managed objects that the last full collection found alive; NaN where nobody tells, or before it.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Children">Processes under it.</param>
/// <param name="TreeMb">MB that it and those have in memory, pages that several share counted once.</param>
internal sealed record SoakSample(
    double Seconds, string Role, int Process, double ResidentMb, double AllocatedMb, double HeapMb, int Handles, int Threads, int Children, double TreeMb)
{
    public const string Header = "seconds,role,process,resident_mb,allocated_mb,heap_mb,handles,threads,children,tree_mb";

    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seconds:0.0},{Role},{Process},{ResidentMb:0.0},{AllocatedMb:0.0},{HeapMb:0.0},{Handles},{Threads},{Children},{TreeMb:0.0}");
}
