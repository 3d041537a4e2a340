using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Quality;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Where reviewers work on one project at the same time: queues, claims, answers, and a model that learns beside them. Thread-safe.</summary>
public sealed class ReviewDesk
{
    private volatile DeskModel _model;

    private ReviewDesk(Project project, DeskModel model)
    {
        Project = project;
        _model = model;
        Log = new DecisionLog(model.Policy.Taxonomy);
        Log.Follow(project.Store.Review.DecisionsAfter(0));
        Blind = new BlindReview(this);
        Places = new BlindPlaces(this);
        Quality = new QualityFigures(this);
        Drawn = new DrawnPicks(this);
        Queues = new DeskQueues(this);
        Answers = new DeskAnswers(this);
        Learning = new DeskLearning(this);
        Disagreements = new DisagreementList(this);
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

    /// <summary>Decisions with which the model disagrees.</summary>
    public DisagreementList Disagreements { get; }

    /// <summary>What is asked blind.</summary>
    public BlindReview Blind { get; }

    /// <summary>How well people agree.</summary>
    public QualityFigures Quality { get; }

    /// <summary>Where blind clips stand among usual ones.</summary>
    internal BlindPlaces Places { get; }

    internal DecisionLog Log { get; }

    /// <summary>Opens the desk of a project; learns what is not learned yet, which takes seconds on a large library.</summary>
    /// <exception cref="BadInputException">The project has no clips.</exception>
    public static ReviewDesk Open(Project project)
    {
        if (project.Store.Clips.Count() == 0)
            throw new BadInputException("the project has no clips yet; run: fusion scan, then fusion extract");
        var desk = new ReviewDesk(project, DeskModel.Open(project));
        desk.Model.WarmUp();
        desk.Drawn.Fresh(desk.Model);
        return desk;
    }

    /// <summary>What people said of a clip; null for nothing.</summary>
    public Standing? StandingOf(long clip) => Log.StandingOf(clip);

    /// <summary>All answers on a clip, oldest first, each with whether it was taken back.</summary>
    public IReadOnlyList<(Decision Decision, bool Undone)> HistoryOf(long clip) => Log.History(clip);

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
