using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>Checks that a library's structures lie in memory as this program believes. A wrong guess would not fail, it would corrupt.</summary>
internal static class WhisperLayout
{
    /// <summary>Bytes of <c>whisper_full_params</c>.</summary>
    public const int FullParamsSize = 304;

    /// <summary>Bytes of <c>whisper_context_params</c>.</summary>
    public const int ContextParamsSize = 48;

    /// <summary>Bytes of <c>whisper_token_data</c>.</summary>
    public const int TokenDataSize = 56;

    /// <summary>The language of the defaults, at this offset as a pointer to text.</summary>
    public const int LanguageOffset = 104;

    // Default values of whisper.h 1.9.1 at their offsets; the last ones end where the structure ends.
    private static readonly (int Offset, int Value)[] FullInts =
        [(0, 0), (8, 16384), (12, 0), (16, 0), (40, 0), (48, 0), (56, 0), (144, 5), (148, -1), (284, 250), (288, 100), (296, 30)];

    private static readonly (int Offset, float Value)[] FullFloats =
    [
        (32, 0.01f), (36, 0.01f), (116, 0f), (120, 1f), (124, -1f), (128, 0.2f), (132, 2.4f), (136, -1f), (140, 0.6f), (152, -1f), (264, 100f),
        (280, 0.5f), (292, float.MaxValue), (300, 0.1f),
    ];

    private static readonly (int Offset, byte Value)[] FullBytes =
    [
        (20, 0), (21, 1), (22, 0), (23, 0), (24, 0), (25, 1), (26, 0), (27, 1), (28, 0), (44, 0), (52, 0), (60, 0), (80, 0), (112, 0), (113, 1),
        (114, 0), (268, 0),
    ];

    private static readonly int[] FullNulls = [64, 72, 88, 160, 168, 176, 184, 192, 200, 208, 216, 224, 232, 240, 248, 256, 272];

    /// <summary>What is wrong with the defaults that a library gives; null when nothing is.</summary>
    /// <param name="version">What <c>whisper_version()</c> says.</param>
    /// <param name="full">The memory of <c>whisper_full_default_params_by_ref(0)</c>.</param>
    /// <param name="language">The text that its language points to.</param>
    /// <param name="context">The memory of <c>whisper_context_default_params_by_ref()</c>.</param>
    public static string? Fault(string version, ReadOnlySpan<byte> full, string? language, ReadOnlySpan<byte> context)
    {
        if (version != WhisperBuild.Version)
            return $"it is whisper.cpp {version}, and {WhisperBuild.Version} is needed";
        var wrong = Size<WhisperFullParams>(full.Length, FullParamsSize)
            ?? Size<WhisperContextParams>(context.Length, ContextParamsSize)
            ?? Size<WhisperTokenData>(TokenDataSize, TokenDataSize);
        if (wrong is not null)
            return wrong;

        foreach (var (offset, value) in FullInts)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(full[offset..]) != value)
                return Differs("whisper_full_params", offset);
        }

        foreach (var (offset, value) in FullFloats)
        {
            if (BinaryPrimitives.ReadSingleLittleEndian(full[offset..]) != value)
                return Differs("whisper_full_params", offset);
        }

        foreach (var (offset, value) in FullBytes)
        {
            if (full[offset] != value)
                return Differs("whisper_full_params", offset);
        }

        foreach (var offset in FullNulls)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(full[offset..]) != 0)
                return Differs("whisper_full_params", offset);
        }

        if (language != "en")
            return Differs("whisper_full_params", LanguageOffset);
        return IsContext(context) ? null : Differs("whisper_context_params", 0);
    }

    // use_gpu, flash_attn, gpu_device, dtw_token_timestamps, dtw_aheads_preset, dtw_n_top, dtw_aheads, dtw_mem_size
    private static bool IsContext(ReadOnlySpan<byte> context) =>
        context[0] == 1 && context[1] == 1 && BinaryPrimitives.ReadInt32LittleEndian(context[4..]) == 0 && context[8] == 0
        && BinaryPrimitives.ReadInt64LittleEndian(context[12..]) == unchecked((long)0xFFFF_FFFF_0000_0000)
        && BinaryPrimitives.ReadInt64LittleEndian(context[24..]) == 0 && BinaryPrimitives.ReadInt64LittleEndian(context[32..]) == 0
        && BinaryPrimitives.ReadInt64LittleEndian(context[40..]) == 128L << 20;

    private static string? Size<T>(int given, int size)
        where T : struct =>
        Marshal.SizeOf<T>() == size && given == size ? null : $"its {typeof(T).Name} has {given} bytes, and {size} are needed";

    private static string Differs(string structure, int offset) => $"its {structure} has another default at offset {offset}: it was built from other source";
}
