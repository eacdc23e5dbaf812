"""Files in and out: CSV, XLSX and Parquet as rows of text columns, and back."""
