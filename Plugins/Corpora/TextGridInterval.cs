namespace Melange.Plugins;

/// <summary>One interval of a tier.</summary>
/// <param name="Line">The line that its start stands in, from 1.</param>
/// <param name="StartSeconds">Where it begins, in seconds.</param>
/// <param name="EndSeconds">Where it ends, in seconds.</param>
/// <param name="Label">Its text, without white space around it.</param>
public sealed record TextGridInterval(int Line, double StartSeconds, double EndSeconds, string Label);
