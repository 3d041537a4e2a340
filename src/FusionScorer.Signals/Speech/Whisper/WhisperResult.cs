using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>Reads the transcript out of whisper.cpp's state.</summary>
internal static class WhisperResult
{
    /// <summary>All segments that hold a word.</summary>
    /// <param name="api">The library.</param>
    /// <param name="model">The model.</param>
    /// <param name="state">A state after a successful run.</param>
    /// <param name="lengthMs">Length of the sound; times beyond, which a model may invent, are cut.</param>
    /// <exception cref="TranscriptionException">The library's token data lie otherwise in memory than believed.</exception>
    public static IReadOnlyList<TranscriptSegment> Read(WhisperApi api, nint model, nint state, long lengthMs)
    {
        var endOfText = api.EndOfText(model);
        var segments = new List<TranscriptSegment>();
        var count = api.Segments(state);
        for (var i = 0; i < count; i++)
        {
            var start = Math.Clamp(api.SegmentStart(state, i) * 10, 0, lengthMs);
            var end = Math.Clamp(api.SegmentEnd(state, i) * 10, start, lengthMs);
            var words = new WordBuilder(start, end);
            var logs = 0.0;
            var tokens = api.Tokens(state, i);
            for (var j = 0; j < tokens; j++)
            {
                var token = api.TokenData(state, i, j);
                if (token.Id != api.TokenId(state, i, j) || token.Probability != api.TokenProbability(state, i, j))
                    throw new TranscriptionException("whisper.cpp's token data have another layout; build it again with: fusion setup");

                // Special tokens and time stamps count in the mean, as in Whisper's own.
                logs += token.LogProbability;
                if (token.Id < endOfText)
                    words.Add(api.TokenText(model, state, i, j), token);
            }

            var heard = words.Close();
            if (heard.Length > 0)
            {
                var text = string.Join(' ', heard.Select(word => word.Text));
                segments.Add(new TranscriptSegment(start, end, text, api.NoSpeech(state, i), Math.Min(0, logs / tokens), heard));
            }
        }

        return segments;
    }

    /// <summary>Joins tokens to words: a token that starts with a space starts a word.</summary>
    private sealed class WordBuilder(long segmentStart, long segmentEnd)
    {
        private readonly ImmutableArray<TranscriptWord>.Builder _words = ImmutableArray.CreateBuilder<TranscriptWord>();
        private readonly List<byte> _bytes = [];
        private long _start = segmentStart;
        private long _end = segmentStart;
        private double _logs;
        private int _tokens;

        public void Add(nint text, WhisperTokenData token)
        {
            var first = Marshal.ReadByte(text);
            if (first == 0)
                return;
            if (first == ' ')
                CloseWord();
            if (_tokens == 0)
                _start = Math.Clamp(token.Start * 10, _end, segmentEnd);
            _end = Math.Clamp(token.End * 10, _start, segmentEnd);
            _logs += token.LogProbability;
            _tokens++;

            // A token may hold half a character, so that bytes are joined before they become text.
            for (var i = 0; Marshal.ReadByte(text, i) is not 0 and var value; i++)
                _bytes.Add(value);
        }

        public ImmutableArray<TranscriptWord> Close()
        {
            CloseWord();
            return _words.ToImmutable();
        }

        private void CloseWord()
        {
            var text = Encoding.UTF8.GetString([.. _bytes]).Trim();
            if (text.Length > 0)
                _words.Add(new TranscriptWord(text, _start, _end, Math.Exp(Math.Min(0, _logs / _tokens))));
            _bytes.Clear();
            _logs = 0;
            _tokens = 0;
        }
    }
}
