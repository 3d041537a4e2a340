using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Cataloguing;

/// <summary>Sorting evidence outside memory, which is measured: nothing else runs beside it.</summary>
[Collection(nameof(ExportMemoryTests))]
public sealed class EvidenceSpillTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Rows_ComeBackByClipAndTime_HoweverOftenTheyAreSpilled() =>
        Prop.ForAll<(int Clip, bool Looked, int Start, NonNull<string> Text)[], PositiveInt>(ComeBack).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Memory_DoesNotGrowWithTheRows_AndNoFileStays()
    {
        var few = Peak(10_000);
        var many = Peak(200_000);

        // 200,000 rows of 300 characters are 140 MB.
        Assert.InRange(many - few, long.MinValue, 16 << 20);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void WhatIsMoreThanAClipMayHave_IsCounted()
    {
        using var spill = new EvidenceSpill("own", _folder.Path, 1000);
        for (var row = 0; row < 50; row++)
            spill.Add(7, new Evidence("own", "kind", 1, "", row, null));

        var (clip, facts, dropped) = Assert.Single(spill.ByClip(20));

        Assert.Equal((7, 20, 30L, 19L), (clip, facts.Count, dropped, facts[^1].StartMs));
    }

    public void Dispose() => _folder.Dispose();

    private void ComeBack((int Clip, bool Looked, int Start, NonNull<string> Text)[] rows, PositiveInt bytes)
    {
        using var spill = new EvidenceSpill("own", _folder.Path, 100 + bytes.Get);
        var facts = rows.Select(row => ((long)row.Clip, Fact: row.Looked ? null : new Evidence("own", "kind", 0.5, row.Text.Get, row.Start < 0 ? null : row.Start, row.Start is < 0 or > 10 ? null : row.Start + 1))).ToList();
        foreach (var (clip, fact) in facts)
            spill.Add(clip, fact);

        var read = spill.ByClip(int.MaxValue).ToList();

        Assert.Equal(facts.Select(row => row.Item1).Distinct().Order(), read.Select(clip => clip.Clip));
        foreach (var (clip, found, dropped) in read)
        {
            Assert.Equal(0, dropped);
            Assert.Equal(
                facts.Where(row => row.Item1 == clip && row.Fact is not null).Select(row => row.Fact).OrderBy(fact => fact!.StartMs).ThenBy(fact => fact!.EndMs).ThenBy(fact => fact!.Text, StringComparer.Ordinal),
                found);
        }
    }

    private long Peak(int rows)
    {
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        using var spill = new EvidenceSpill("own", _folder.Path);
        for (var row = 0; row < rows; row++)
        {
            spill.Add(row * 7919L % 1000, new Evidence("own", "kind", 0.5, $"{row}".PadLeft(300), row, row + 1));
            Sample(row);
        }

        var (read, clips) = (0, 0);
        foreach (var (_, facts, _) in spill.ByClip(int.MaxValue))
        {
            Sample(clips++ * 100);
            read += facts.Count;
        }

        Assert.Equal(rows, read);
        return peak;

        void Sample(int at)
        {
            if (at % 10_000 == 9_900 || at % 10_000 == 9_999)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - start);
        }
    }
}
