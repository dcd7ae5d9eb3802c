namespace ChildPlatform.Documents.Forms;

/// <summary>Whose paper it is.</summary>
/// <param name="Name">"Quỹ Bảo trợ trẻ em tỉnh Quảng Nam".</param>
/// <param name="Superior">The office above it, for example the Department; null to leave the line out.</param>
/// <param name="Address">Null to leave the line out.</param>
public sealed record FormIssuer(string Name, string? Superior = null, string? Address = null);

/// <summary>A part of the amount: a source, a programme.</summary>
/// <param name="Text">What it is for or from.</param>
/// <param name="Amount">Whole đồng.</param>
public sealed record FormLine(string Text, long Amount);

/// <summary>Who signs.</summary>
/// <param name="Office">"Giám đốc", "Kế toán trưởng", "Thủ quỹ".</param>
/// <param name="Name">Full name below the signature; null leaves room to write it.</param>
public sealed record FormSignature(string Office, string? Name);

/// <summary>A voucher that was reversed is printed as such, never silently.</summary>
/// <param name="On">Day of the reversal.</param>
/// <param name="Reason">As entered; null when none is kept.</param>
public sealed record FormReversal(DateOnly On, string? Reason);
