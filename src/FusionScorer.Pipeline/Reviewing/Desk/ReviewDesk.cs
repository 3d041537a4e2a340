using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;
using FusionScorer.Pipeline.Reviewing.Quality;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Where reviewers work on one project at the same time: queues, claims, answers, and a model that learns beside them. Thread-safe.</summary>
public sealed class ReviewDesk
{
    private readonly IModelLearner _learner;
    private volatile DeskModel _model;

    private ReviewDesk(Project project, IModelLearner learner)
    {
        Project = project;
        _learner = learner;
        Log = new DecisionLog(project.Policy.Taxonomy);
        Log.Follow(project.Store.Review.DecisionsAfter(0));
        _model = Learn(anew: false, before: null);
        Blind = new BlindReview(this);
        Places = new BlindPlaces(this);
        Quality = new QualityFigures(this);
        Drawn = new DrawnPicks(this);
        Queues = new DeskQueues(this);
        Answers = new DeskAnswers(this);
        Learning = new DeskLearning(this);
        Disagreements = new DisagreementList(this);
        Browser = new LibraryBrowser(this);
        Progress = new ProgressBoard(this);
    }

    /// <summary>The project.</summary>
    public Project Project { get; }

    /// <summary>What was learned last. Take it once for one answer to a reviewer: the next look may see another.</summary>
    public DeskModel Model => _model;

    /// <summary>What the policy's own queue has drawn.</summary>
    public DrawnPicks Drawn { get; }

    /// <summary>Queues and claims.</summary>
    public DeskQueues Queues { get; }

    /// <summary>Decisions, undo and drafts.</summary>
    public DeskAnswers Answers { get; }

    /// <summary>Brings the model up to date.</summary>
    public DeskLearning Learning { get; }

    /// <summary>Looks through the whole library.</summary>
    public LibraryBrowser Browser { get; }

    /// <summary>Decisions with which the model disagrees.</summary>
    public DisagreementList Disagreements { get; }

    /// <summary>How far review is.</summary>
    public ProgressBoard Progress { get; }

    /// <summary>What is asked blind.</summary>
    public BlindReview Blind { get; }

    /// <summary>How well people agree.</summary>
    public QualityFigures Quality { get; }

    /// <summary>Where blind clips stand among usual ones.</summary>
    internal BlindPlaces Places { get; }

    internal DecisionLog Log { get; }

    /// <summary>Opens the desk of a project; learns what is not learned yet, which takes seconds on a large library.</summary>
    /// <param name="project">The project.</param>
    /// <param name="learner">How to learn; null = in this process.</param>
    /// <exception cref="BadInputException">The project has no clips.</exception>
    public static ReviewDesk Open(Project project, IModelLearner? learner = null)
    {
        if (project.Store.Clips.Count() == 0)
            throw new BadInputException("the project has no clips yet; run: fusion scan, then fusion extract");
        var desk = new ReviewDesk(project, learner ?? new LocalLearner());
        desk.Model.WarmUp();
        desk.Drawn.Fresh(desk.Model);
        return desk;
    }

    /// <summary>What people said of a clip; null for nothing.</summary>
    public Standing? StandingOf(long clip) => Log.StandingOf(clip);

    /// <summary>All answers on a clip, oldest first, each with whether it was taken back.</summary>
    public IReadOnlyList<(Decision Decision, bool Undone)> HistoryOf(long clip) => Log.History(clip);

    /// <summary>The model of the project as it stands.</summary>
    /// <param name="anew">Whether to learn even if nothing changed since the latest run.</param>
    internal DeskModel Learn(bool anew) => Learn(anew, _model.Clips);

    private DeskModel Learn(bool anew, ClipTable? before)
    {
        for (var again = anew; ; again = true)
        {
            var learned = _learner.Learn(Project, again);
            if (FusedLibrary.Read(Project, learned.Policy, learned.Clips, learned.Blocks, learned.Results, before) is { } library)
                return new DeskModel(Project, learned, library, Log.StandingOf);
            if (again)
                throw new InvalidOperationException("clips came or went while the model was learned");
        }
    }

    internal void Show(DeskModel model)
    {
        if (model.PolicyRow.Hash != _model.PolicyRow.Hash)
        {
            Log.Use(model.Policy.Taxonomy);
            Blind.Recount();
        }

        // Worked out here, on the thread that learned, so that no reviewer waits for it.
        model.WarmUp();
        var drawn = Drawn.Draw(model);
        _model = model;
        Drawn.Use(drawn);
        Disagreements.Recount();
    }
}
