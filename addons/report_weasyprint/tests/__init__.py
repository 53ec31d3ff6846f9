from . import test_download, test_engine, test_fetcher, test_paper
