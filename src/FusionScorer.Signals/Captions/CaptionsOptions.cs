namespace FusionScorer.Signals.Captions;

/// <summary>Settings of the captions signal.</summary>
/// <param name="DefaultLanguage">Language of captions that name none, as an ISO 639-1 code.</param>
public sealed record CaptionsOptions(string DefaultLanguage = "en");
