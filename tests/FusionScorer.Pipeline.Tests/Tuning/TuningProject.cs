using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Tuning;

/// <summary>A project of some hundreds of clips with a desk, a tuning desk, and the truth to answer by.</summary>
internal sealed class TuningProject : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _ids;

    public TuningProject(int clips = 300, ITrialLearner? learner = null, Func<Policy, Policy>? policy = null)
    {
        SyntheticDataSet.Write(_folder.At("data"), clips);
        Truth = File.ReadLines(_folder.At("data", "truth.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
        Project = Project.Create(new ProjectFile { Policy = (policy ?? (same => same))(DefaultPolicy.Policy) }, _folder.At("project"), "tester", Clock);
        DataSetImport.Run(Project, _folder.At("data"), known: null, "tester");
        for (var clip = 0; clip < clips; clip += 10)
            Known.Add(new KnownLevel(Project.Store.Clips.Find($"t{clip}")!.No, Truth[$"t{clip}"], "test"));
        Project.Store.Decisions.ReplaceKnownLevels("test", Known);

        // Every answer is to be one on a clip of its own.
        new QualityShares(Second: 0, Hidden: 0).Save(Project);
        Desk = ReviewDesk.Open(Project);
        Tuning = new TuningDesk(Desk, learner);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Project Project { get; }

    public ReviewDesk Desk { get; }

    public TuningDesk Tuning { get; }

    public IReadOnlyDictionary<string, string> Truth { get; }

    public List<KnownLevel> Known { get; } = [];

    /// <summary>A reviewer answers clips of the policy's own queue truly, audit picks among them.</summary>
    public void Answer(int clips)
    {
        foreach (var claimed in Desk.Queues.Claim(new QueueFilter(), clips, new HashSet<string>(), "ann", "a").Clips)
        {
            var id = Desk.Model.Clips[claimed.Row].ClipId;
            var saved = Desk.Answers.Take(
                new ReviewerAnswer(
                    $"decision-{++_ids:0000}", id, Truth[id], Undoes: null, Note: null, Seconds: 3, EvidenceOpened: 1, Desk.Model.PolicyRow.Hash, Desk.Model.Result(claimed.Row).Posterior,
                    claimed.Pick?.Strategy, claimed.Pick?.BatchId, Clock.GetUtcNow()),
                "ann", "reviewer");
            Assert.True(saved.Added);
        }
    }

    public void Dispose()
    {
        Project.Dispose();
        _folder.Dispose();
    }
}
