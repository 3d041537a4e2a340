using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Classification;

/// <summary>Settings of teacher and classifier. The defaults are meant for every library alike.</summary>
public sealed record ClassifierOptions
{
    /// <summary>The settings that are used when none are given.</summary>
    public static readonly ClassifierOptions Default = new();

    /// <summary>Ω: how many labels the weak labels of the whole library count for when the teacher is fitted; it does not grow with the library.</summary>
    public double TeacherLabels { get; init; } = 500;

    /// <summary>Prior variance of a signal's linear contrast in the teacher, shared out over the signal's columns.</summary>
    public double TeacherVariance { get; init; } = 0.6;

    /// <summary>Variance of each higher contrast as a share of the linear one's, in the teacher.</summary>
    public double TeacherCurvature { get; init; } = 0.5;

    /// <summary>Prior variance of the teacher's constants.</summary>
    public double TeacherBiasVariance { get; init; } = 4;

    /// <summary>At most so many clips, evenly spaced, teach the teacher.</summary>
    public int TeacherClips { get; init; } = 6000;

    /// <summary>Prior variance of a signal's linear contrast in the classifier, shared out over the signal's columns.</summary>
    public double Variance { get; init; } = 0.3;

    /// <summary>Variance of each higher contrast as a share of the linear one's, in the classifier.</summary>
    public double Curvature { get; init; } = 0.25;

    /// <summary>Prior variance of the classifier's constants.</summary>
    public double BiasVariance { get; init; } = 0.1;

    /// <summary>Prior mean of the trust in the teacher's contrasts: it is 1.2 and not 1 since the teacher was shrunk.</summary>
    public double Trust { get; init; } = 1.2;

    /// <summary>Prior variance of the trust.</summary>
    public double TrustVariance { get; init; } = 0.02;

    /// <summary>Prior mean of the trust in what was answered on clips nearby: propagation has shrunk it already, but its reliability is a guess at first.</summary>
    public double NearbyTrust { get; init; } = 0.5;

    /// <summary>Prior variance of that trust.</summary>
    public double NearbyVariance { get; init; } = 0.1;

    /// <summary>Patterns among viewers that become columns.</summary>
    public int LinkFactors { get; init; } = 40;

    /// <summary>How often variances are set anew in one fit.</summary>
    public int EvidenceSteps { get; init; } = 6;

    /// <summary>What trains teacher and classifier.</summary>
    public ISoftLabelTrainer Trainer { get; init; } = new OrdinalSoftmax();

    /// <summary>c of the label model: rules of a policy owner are meant as they say, more than rules of unknown origin.</summary>
    public double Credibility { get; init; } = 0.8;

    /// <summary>Pseudo-rows per real row behind a stated balance: a policy owner's guess of the library weighs more than no guess.</summary>
    public double BalanceShare { get; init; } = 0.3;

    /// <summary>Settings of the label model for a library.</summary>
    public LabelModelOptions LabelModelFor(FusionData data) => data.ExpectedBalance.IsEmpty
        ? new LabelModelOptions { Credibility = Credibility }
        : new LabelModelOptions { Credibility = Credibility, ExpectedBalance = data.ExpectedBalance, BalanceShare = BalanceShare };
}
